"""R47: the command says offline what is certified, and by its status whether to believe it."""

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from msgspec.structs import replace

from local.authority import Authority
from tests.certificates.statements import KEY, SNAPSHOT, address, digits, published
from tests.project.sources import ROOT
from tests.verifier.issued import AUTHORITY, OTHER_KEY, drawn, key, keys_file, signed
from xuefen.verify import GENUINE, REFUSED, UNTOLD, main

LATER = "2026-12-01T00:00:00+08:00"


def run(tmp_path: Path, what: str, *keys: dict[str, object], chain: Authority | None = None) -> int:
    options = ["--keys", str(keys_file(tmp_path, *keys))]
    if chain is not None:
        pem = tmp_path / "ca.pem"
        pem.write_bytes(chain.certificate.public_bytes(Encoding.PEM))
        options += ["--chain", str(pem)]
    return main([what, *options])


def kept(tmp_path: Path, content: bytes) -> str:
    file = tmp_path / "certificate"
    file.write_bytes(content)
    return str(file)


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    lines = capsys.readouterr().out.splitlines()[1:]
    return dict(each.strip().partition(": ")[::2] for each in lines)


@pytest.mark.parametrize("kind", ["code", "code in a file", "file"])
def test_r47_given_what_was_issued_then_all_it_certifies_is_told(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    what = {
        "code": address(),
        "code in a file": kept(tmp_path, f"{address()}\n".encode()),
        "file": kept(tmp_path, signed()),
    }
    if kind == "code in a file":
        kept(tmp_path, f"{address()}\n".encode())
    assert run(tmp_path, what[kind], chain=AUTHORITY) == GENUINE
    told = said(capsys)
    assert (
        told.items()
        >= {
            "姓名 name": "李䶮",
            "证件号码 document": "440703********1234",
            "年度 year": "2020",
            "公需科目学分 public": "30",
            "专业科目学分 professional": "62.5",
            "签发日期 issued": "2020-06-01",
            "证书编号 number": "M3UBV-UACAF-UK62B",
            "版次 version": "1",
            "密钥 key": "1 使用中 (in use)",
        }.items()
    )


def test_r47_given_a_waiver_general_knowledge_or_a_long_name_then_they_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    general = replace(SNAPSHOT, public_waived=True, general_knowledge=Decimal(20), name="䶮" * 50)
    assert run(tmp_path, address(general)) == GENUINE
    told = said(capsys)
    assert told["公需科目学分 public"] == "免修 (waived)"
    assert told["其中专业通识 general"] == "20"
    assert told["姓名 name"] == "䶮" * 20 + "…（姓名较长，只载开头 shortened）"


@pytest.mark.parametrize(
    ("state", "status", "told"),
    [
        ({"retired_at": LATER}, GENUINE, "停用"),
        ({"revoked_at": LATER}, REFUSED, "作废"),
        ({"number": 2}, REFUSED, "没有第1号公钥"),
        ({"purpose": "credentials"}, REFUSED, "没有第1号公钥"),
    ],
)
def test_r47_given_the_state_of_the_key_then_the_command_ends_by_it(
    state: dict[str, object],
    status: int,
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(tmp_path, address(), key(**state)) == status
    assert told in capsys.readouterr().out


def test_r47_given_a_revoked_key_then_its_files_are_refused_too(tmp_path: Path) -> None:
    assert run(tmp_path, kept(tmp_path, signed()), key(revoked_at=LATER)) == REFUSED


def test_r47_given_another_version_key_or_code_then_it_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path, address().replace("?v=1", "?v=2")) == REFUSED
    assert run(tmp_path, address(), published(OTHER_KEY, kid="o")) == REFUSED
    assert run(tmp_path, address()[:-1]) == REFUSED
    assert run(tmp_path, address().split("#")[0]) == REFUSED
    other_code = digits(replace(SNAPSHOT, version=2))
    assert run(tmp_path, kept(tmp_path, signed(other_code))) == REFUSED
    altered = signed().replace(b"/Type", b"/type", 1)
    assert run(tmp_path, kept(tmp_path, altered)) == REFUSED


def test_r47_given_another_authority_then_neither_code_nor_file_is_believed(tmp_path: Path) -> None:
    other = Authority()
    assert run(tmp_path, address(), chain=other) == REFUSED
    assert run(tmp_path, kept(tmp_path, signed()), chain=other) == REFUSED
    assert run(tmp_path, address(), published(kid="k"), chain=AUTHORITY) == REFUSED
    assert run(tmp_path, address(), key(x5c=[*key()["x5c"][1:]]), chain=AUTHORITY) == REFUSED
    assert run(tmp_path, address(), key(x5c=["AAAA"]), chain=AUTHORITY) == REFUSED


def test_r47_given_a_name_then_another_one_is_refused(tmp_path: Path) -> None:
    options = ["--keys", str(keys_file(tmp_path))]
    assert main([address(), *options, "--name", "李䶮"]) == GENUINE
    assert main([address(), *options, "--name", "李龙"]) == REFUSED
    assert main([kept(tmp_path, signed()), *options, "--name", "李龙"]) == REFUSED


def test_r47_given_nothing_that_can_be_told_then_the_command_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, kept(tmp_path, drawn())) == UNTOLD
    assert "凭编号联网验证" in capsys.readouterr().out
    assert run(tmp_path, str(tmp_path / "absent.pdf")) == UNTOLD
    assert main([address(), "--keys", str(tmp_path / "absent.json")]) == UNTOLD
    (tmp_path / "not.json").write_text("[]", "utf-8")
    assert main([address(), "--keys", str(tmp_path / "not.json")]) == UNTOLD
    assert run(tmp_path, address(), key(x="AAAA")) == UNTOLD
    assert run(tmp_path, kept(tmp_path, signed()), key(x5c=["!"])) == UNTOLD
    options = ["--keys", str(keys_file(tmp_path)), "--chain", str(tmp_path / "not.json")]
    assert main([address(), *options]) == UNTOLD


def test_r47_given_a_clone_and_a_console_in_gbk_then_the_command_runs_and_reaches_no_cloud(
    tmp_path: Path,
) -> None:
    assert KEY is not OTHER_KEY
    command = [sys.executable, "-X", "importtime", "-m", "xuefen.verify", address()]
    ran = subprocess.run(  # noqa: S603 - ours
        [*command, "--keys", str(keys_file(tmp_path))],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
        encoding="gbk",
        capture_output=True,
        check=True,
    )
    assert "姓名 name: 李?\n" in ran.stdout, "GBK has no 䶮"
    assert "msgspec" in ran.stderr
    assert not {each for each in ("botocore", "pynamodb", "chalice.app") if each in ran.stderr}
