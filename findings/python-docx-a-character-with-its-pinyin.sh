#!/usr/bin/env bash
# python-docx 1.2.0 and mammoth 1.13.0 (PyPI).
# A good guess: the text of a cell of a form holds every character that Word shows in it; of one with a phonetic guide
# (拼音指南, ECMA-376 part 1, 17.3.3.25) the reading may get lost or stand beside it.
# Seen: the character itself is lost with its reading, without a word: 李䶮 is read as 李. It is rare characters that
# clerks give their pinyin, so rosters lose the names that are hardest to put right. docx2txt 0.9 has both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check python-docx==1.2.0 mammoth==1.13.0 docx2txt==0.9
cat > see.py <<'P'
import docx2txt
import mammoth
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

RUN = "<w:r><w:t>{}</w:t></w:r>"
GUIDE = (
    f"<w:r {nsdecls('w')}><w:ruby><w:rubyPr><w:rubyAlign w:val='center'/><w:hps w:val='10'/><w:hpsRaise w:val='18'/>"
    "<w:hpsBaseText w:val='21'/><w:lid w:val='zh-CN'/></w:rubyPr>"
    f"<w:rt>{RUN.format('yǎn')}</w:rt><w:rubyBase>{RUN.format('䶮')}</w:rubyBase></w:ruby></w:r>"
)
form = Document()
cells = form.add_table(1, 2).rows[0].cells
cells[0].text = "姓名"
name = cells[1].paragraphs[0]
name.add_run("李")
name._p.append(parse_xml(GUIDE))
form.save("form.docx")

seen = {
    "python-docx": Document("form.docx").tables[0].cell(0, 1).text,
    "mammoth": mammoth.extract_raw_text(open("form.docx", "rb")).value.split()[-1],
    "docx2txt": docx2txt.process("form.docx").split()[-1],
}
print(seen)
raise SystemExit([*seen.values()] != ["李", "李", "李yǎn䶮"])
P
venv/bin/python see.py
