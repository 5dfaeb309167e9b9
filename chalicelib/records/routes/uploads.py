"""The evidence that goes with records and appeals: announced, checked, and downloaded by its owner (R15)."""

from chalicelib.access.caller import Who
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.present import download
from chalicelib.http.shapes import Download
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions.check_upload import check_own_upload, find_own_upload
from chalicelib.records.actions.get_record import get_own_record
from chalicelib.records.actions.offer_upload import offer_upload, uploader_of
from chalicelib.records.routes import present_evidence, shapes, shapes_uploads
from chalicelib.records.routes.records import owner_of
from chalicelib.records.routes.shapes_uploads import Upload, UploadSent
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.rules.reconsideration import files_of

uploads = Calls(__name__, tag="records")


@uploads.call(
    "GET",
    "/v1/me/records/{id}/evidence/{file}",
    who=Who.OWNER,
    answers=Download,
    refusals=("not_found",),
    summary="下载本人记录的证明材料",
)
def download_evidence(call: Call[None]) -> Download:
    """Sign the address of a file that one's own record names, or an appeal about it."""
    _, record = get_own_record(owner_of(call), call.path["id"])
    named = (file for file in files_of(record) if file.id == call.path["file"].lower())
    file = next(named, None)
    if file is None:
        raise Refusal("not_found")
    return download(present_evidence.signed(record.person, file))


@uploads.call(
    "POST",
    "/v1/me/uploads",
    who=Who.LOGIN,
    body=UploadSent,
    answers=Upload,
    status=201,
    made_at="/v1/me/uploads/{id}",
    refusals=("upload_invalid", "uploads_too_many"),
    summary="上传证明材料",
    keyed=False,
)
def upload(call: Call[UploadSent]) -> Upload:
    """Announce a file and be told where to post it; whoever is signed in may, enrolled or not."""
    sent = call.body
    announced = Evidence(
        id=sent.sha256.lower(),
        filename=sent.filename,
        content_type=sent.content_type,
        size=sent.size,
    )
    offered = offer_upload(uploader_of(call.login, at=call.at), announced, at=call.at)
    return Upload(id=offered.id, url=offered.url, fields=offered.fields)


@uploads.call(
    "GET",
    "/v1/me/uploads/{id}",
    who=Who.LOGIN,
    answers=shapes_uploads.UploadShown,
    refusals=("not_found", "busy"),
    summary="查询材料是否已上传",
)
def show_upload(call: Call[None]) -> shapes_uploads.UploadShown:
    """Say what was announced, and whether it has come."""
    owner = uploader_of(call.login, at=call.at)
    file, has_arrived = find_own_upload(owner, call.path["id"].lower())
    return shapes_uploads.UploadShown(
        id=file.id,
        filename=file.filename,
        content_type=file.content_type,
        size=file.size,
        state="arrived" if has_arrived else "announced",
    )


@uploads.call(
    "POST",
    "/v1/me/uploads/{id}/check",
    who=Who.LOGIN,
    answers=shapes.EvidenceShape,
    refusals=("evidence_invalid",),
    summary="检查已上传的材料",
    keyed=False,
)
def check(call: Call[None]) -> shapes.EvidenceShape:
    """Open a file that was posted, so that its owner learns at once what is wrong with it."""
    owner = uploader_of(call.login, at=call.at)
    return present_evidence.evidence(check_own_upload(owner, call.path["id"]))
