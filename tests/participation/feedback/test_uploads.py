"""Files that are sent: made anew or refused in words beside the field; given out so that they can do nothing, to those who may see them."""

import io
import resource
import struct
import zlib
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from participation.matters.actions.attachments import MOST_FILES, attach
from participation.matters.models import Attachment, Matter
from portal.papers import remade_paper
from tests.participation.feedback.hostile import EVERY, JPEG, MARK, Hostile, exif, paper, picture
from tests.participation.matters.story import HETU, Desk, leave
from tests.personas import NOW, sign_in

IDEA, FEEDBACK = "/fi/lahti/ideat/uusi/", "/fi/lahti/palaute/uusi/"
ACTIVE = {
    "/AA", "/JS", "/JavaScript", "/OpenAction", "/Launch", "/EF", "/EmbeddedFiles", "/AcroForm", "/XFA", "/SubmitForm", "/GoToR",
    "/Metadata", "/Info",
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_tries():
    cache.clear()


@pytest.fixture
def desk(place, cast):
    return Desk(place, cast)


def upload(content=JPEG, name="kuva.jpg", type="image/jpeg"):
    return SimpleUploadedFile(name, content, type)


def told(**words):
    given = {"token": uuid4(), "kind": "feedback", "title": "Penkki puuttuu", "text": "Pysäkillä ei ole penkkiä.", "reply": "code"}
    return {**given, **words}


def files():
    folder = Path(default_storage.path(""))
    return sorted(path for path in folder.rglob("*") if path.is_file() and "attachments" in path.parts)


def content_of(file):
    with default_storage.open(file.file.name) as stored:
        return stored.read()


def status(client, url):
    """The status of a file's answer, read to its end: so the file is closed and the test's database is not."""
    answer = client.get(url)
    answer.getvalue()
    return answer.status_code


def page(client, matter):
    return client.get(f"/fi/asiat/{matter.reference}/")


def address(file, matter=None):
    return f"/fi/asiat/{(matter or file.matter).reference}/liitteet/{file.pk}/"


def keys_of(pdf):
    """Every key and every name that stands anywhere in the document."""
    found = set()

    def look(thing, depth=0):
        if isinstance(thing, pikepdf.Array):
            for item in thing:
                if depth < 100 and not (isinstance(item, pikepdf.Object) and item.is_indirect):
                    look(item, depth + 1)
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            for key in thing.keys():  # noqa: SIM118 - no mapping
                found.add(key)
                value = thing[key]
                if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                    look(value, depth + 1)
        elif isinstance(thing, pikepdf.Name):
            found.add(str(thing))

    for thing in pdf.objects:
        look(thing)
    return found | set(pdf.trailer.keys())


def whole_text(content):
    """The bytes of a document with its streams unpacked, so that nothing hides in them."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    return target.getvalue()


def assert_inert(content, kind):
    assert MARK not in content
    assert b"<script" not in content
    if kind == "application/pdf":
        assert MARK not in whole_text(content)
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert not keys_of(pdf) & ACTIVE
        return
    with Image.open(io.BytesIO(content)) as kept:
        kept.load()
        assert not kept.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment", "Comment"} & kept.info.keys()
        assert getattr(kept, "n_frames", 1) == 1


# The corpus


@pytest.mark.django_db
def test_the_corpus_is_large_and_each_of_its_files_is_there_once():
    assert len(EVERY) >= 40
    assert len({hostile.name for hostile in EVERY}) == len(EVERY)


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("hostile", EVERY, ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_refused_in_words_or_kept_inert(visitor, place, hostile: Hostile):
    answer = visitor.post(FEEDBACK, told(file_1=upload(hostile.content, hostile.file, hostile.type), alt_1="Kuva"))
    if not hostile.kept:
        assert answer.status_code == 200
        assert answer.context["form"].errors["file_1"]
        assert 'id="id_file_1_error"' in answer.content.decode()
        assert not Matter.objects.exists()
        assert not files()
        return
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    file = Attachment.objects.get()
    [stored] = files()
    assert stored.name.endswith((".jpg", ".png", ".webp", ".pdf"))
    assert stored.name.partition(".")[0].isalnum()
    assert_inert(stored.read_bytes(), file.kind)
    given = visitor.get(address(file))
    assert given["Content-Type"] == file.kind
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert given["Cache-Control"] == "private, no-store"
    assert given["Content-Disposition"].startswith("attachment" if file.kind == "application/pdf" else "inline")
    assert "\n" not in given["Content-Disposition"]
    assert file.matter.reference in given["Content-Disposition"]
    assert given.getvalue()


# Pictures and documents


@pytest.mark.django_db
def test_a_picture_stands_upright_without_place_and_time(visitor, place):
    facts = Image.Exif()
    facts[0x0112] = 6  # taken with the phone turned: the first row is the right side
    target = io.BytesIO()
    tall = Image.new("RGB", (40, 20), "white")
    tall.paste((200, 0, 0), (0, 0, 20, 20))
    tall.save(target, "JPEG", exif=facts, quality=95)
    visitor.post(FEEDBACK, told(file_1=upload(target.getvalue())))
    file = Attachment.objects.get()
    assert (file.width, file.height) == (20, 40)
    with Image.open(io.BytesIO(content_of(file))) as kept:
        assert kept.getpixel((10, 5))[1] < 80
        assert kept.getpixel((10, 35))[1] > 200


@pytest.mark.django_db
def test_a_large_photo_is_made_smaller_and_the_place_is_gone(visitor, place):
    visitor.post(FEEDBACK, told(file_1=upload(picture("JPEG", (4000, 3000), exif=exif()))))
    file = Attachment.objects.get()
    assert (file.width, file.height) == (1800, 2400)
    assert file.size == len(content_of(file))


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_colour_kind_are_kept(visitor, place, mode):
    target = io.BytesIO()
    Image.new(mode, (10, 10)).save(target, "JPEG" if mode == "CMYK" else "PNG")
    assert visitor.post(FEEDBACK, told(file_1=upload(target.getvalue(), "kuva"))).status_code == 302
    assert Attachment.objects.get().width == 10


@pytest.mark.django_db
def test_a_link_to_the_web_stays_in_a_document(visitor, place):
    def link(pdf):
        act = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://www.lahti.fi/"))
        mark = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=act)
        pdf.pages[0].obj["/Annots"] = pikepdf.Array([mark])
        pdf.Root["/Lang"] = pikepdf.String("fi")

    visitor.post(FEEDBACK, told(file_1=upload(paper(link), "asia.pdf", "application/pdf")))
    with pikepdf.open(io.BytesIO(content_of(Attachment.objects.get()))) as pdf:
        assert str(pdf.pages[0].obj.Annots[0].A.URI) == "https://www.lahti.fi/"
        assert str(pdf.Root.Lang) == "fi"


def jp2(*boxes):
    return b"".join(struct.pack(">I", len(data) + 8) + kind + data for kind, data in boxes)


PHOTO = picture("JPEG", (400, 300), exif=exif(), comment=MARK, progressive=True) + MARK
PHOTOS = {
    "plain": (PHOTO, "/DCTDecode"),
    "inside another filter": (zlib.compress(PHOTO), ["/FlateDecode", "/DCTDecode"]),
    "JPEG 2000": (jp2((b"jP  ", b"\r\n\x87\n"), (b"jp2h", b"head"), (b"uuid", MARK), (b"xml ", MARK), (b"jp2c", b"points")), "/JPXDecode"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", PHOTOS)
def test_a_photo_inside_a_document_keeps_its_pixels_and_loses_its_place(name):
    content, filters = PHOTOS[name]

    def place(pdf):
        names = [pikepdf.Name(one) for one in filters] if isinstance(filters, list) else pikepdf.Name(filters)
        photo = pikepdf.Stream(
            pdf, content, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=400, Height=300, BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Array(names) if isinstance(names, list) else names,
        )  # fmt: skip
        pdf.pages[0].obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Kuva=photo))

    washed = remade_paper(paper(place))
    with pikepdf.open(io.BytesIO(washed)) as pdf:
        kept = pdf.pages[0].obj.Resources.XObject.Kuva.read_raw_bytes()
    assert MARK not in kept
    assert b"Exif" not in kept
    if name == "JPEG 2000":
        assert kept == jp2((b"jP  ", b"\r\n\x87\n"), (b"jp2h", b"head"), (b"jp2c", b"points"))
        return
    with Image.open(io.BytesIO(kept)) as after, Image.open(io.BytesIO(PHOTO)) as before:
        assert not after.getexif()
        assert after.tobytes() == before.tobytes()


@pytest.mark.django_db
def test_three_files_with_their_words_and_none_are_fine(visitor, place):
    assert visitor.post(FEEDBACK, told()).status_code == 302
    sent = {f"file_{n}": upload() for n in (1, 2, 3)} | {f"alt_{n}": f"Kuva {n}" for n in (1, 2, 3)}
    assert visitor.post(FEEDBACK, told(title="Toinen", **sent)).status_code == 302
    assert [file.alt for file in Attachment.objects.all()] == ["Kuva 1", "Kuva 2", "Kuva 3"]


@pytest.mark.django_db
def test_the_same_form_twice_leaves_the_files_once(visitor, place):
    words = told()
    for _click in range(3):
        assert visitor.post(FEEDBACK, {**words, "file_1": upload()}).status_code == 302
    assert (Matter.objects.count(), Attachment.objects.count(), len(files())) == (1, 1, 1)


@pytest.mark.django_db
def test_when_something_else_is_wrong_one_is_told_to_choose_the_file_again(visitor, place):
    answer = visitor.post(FEEDBACK, told(title="", file_1=upload(), alt_1="Säilyvä kuvaus"))
    text = answer.content.decode()
    assert "Valitse tiedostot uudelleen" in text
    assert "Säilyvä kuvaus" in text
    assert not files()


@pytest.mark.django_db
def test_an_identity_code_in_the_words_of_a_picture_stops_the_sending(visitor, place):
    answer = visitor.post(FEEDBACK, told(file_1=upload(), alt_1=f"Kortti {HETU}"))
    assert "131052-•••T" in answer.content.decode()
    assert not Matter.objects.exists()


@pytest.mark.django_db
def test_the_desk_writes_down_with_a_file_too(place, cast):
    client = sign_in(Client(), cast.official)
    assert client.post("/fi/tyopoyta/kirjaa/", told(channel="paper", consent="on", file_1=upload())).status_code == 302
    assert Attachment.objects.get().matter.channel == "paper"


@pytest.mark.django_db
def test_a_matter_has_at_most_ten_files(place):
    matter = leave(place.lahti)
    for _file in range(MOST_FILES):
        attach(matter=matter, upload=upload(), alt="", is_public=False, now=NOW)
    with pytest.raises(ValidationError):
        attach(matter=matter, upload=upload(), alt="", is_public=False, now=NOW)
    assert len(files()) == MOST_FILES


# The disk is full


@pytest.fixture
def small_disk():
    """No file may grow over 20 kB: the system itself refuses to write on, in the middle of the file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def noise(size):
    target = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(target, "JPEG", quality=95)
    return target.getvalue()


@pytest.mark.django_db
def test_a_full_disk_is_told_in_words_and_nothing_is_half_written(visitor, place, small_disk):
    answer = visitor.post(FEEDBACK, told(file_1=upload(JPEG), file_2=upload(noise((600, 600))), text="Säilyvät sanat"))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "ei voitu tallentaa" in text
    assert "Säilyvät sanat" in text
    assert (Matter.objects.count(), Attachment.objects.count(), files()) == (0, 0, [])


# Who sees what


@pytest.fixture
def idea_with_files(visitor, place):
    sent = {"file_1": upload(), "file_2": upload(paper(lambda pdf: None), "oma nimi.pdf", "application/pdf")}
    visitor.post(IDEA, told(kind="idea", alt_1="Tyhjä paikka pysäkillä", **sent))
    return Matter.objects.get()


@pytest.mark.django_db
def test_pictures_of_an_idea_are_public_when_a_moderator_has_shown_it_and_documents_never(visitor, idea_with_files, desk, cast):
    photo, document = Attachment.objects.order_by("pk")
    stranger = Client()
    assert status(stranger, address(photo)) == 404
    desk.show(idea_with_files)
    assert status(stranger, address(photo)) == 200
    assert status(stranger, address(document)) == 404
    text = page(stranger, idea_with_files).content.decode()
    assert 'alt="Tyhjä paikka pysäkillä"' in text
    assert "oma nimi" not in text
    assert address(document) not in text
    for client in (visitor, sign_in(Client(), cast.official), sign_in(Client(), cast.moderator)):
        assert status(client, address(document)) == 200
    assert status(sign_in(Client(), cast.other_coordinator), address(document)) == 404


@pytest.mark.django_db
def test_a_moderator_sees_the_picture_before_deciding(idea_with_files, cast):
    photo = Attachment.objects.order_by("pk").first()
    client = sign_in(Client(), cast.moderator)
    assert address(photo) in client.get(f"/fi/tyopoyta/tarkistus/idea/{idea_with_files.reference}/").content.decode()
    assert address(photo) in client.get(f"/fi/tyopoyta/asiat/{idea_with_files.reference}/").content.decode()


@pytest.mark.django_db
def test_with_the_code_the_sender_sees_the_files_in_another_browser(idea_with_files):
    other, code = Client(), idea_with_files.code
    document = Attachment.objects.order_by("pk").last()
    assert f"/fi/asiat/{code}/liitteet/{document.pk}/" in other.get(f"/fi/asiat/{code}/").content.decode()
    assert status(other, f"/fi/asiat/{code}/liitteet/{document.pk}/") == 200
    assert status(other, address(document)) == 404


@pytest.mark.django_db
def test_files_of_feedback_are_for_its_sender_and_those_who_answer(visitor, place, cast):
    visitor.post(FEEDBACK, told(file_1=upload()))
    file = Attachment.objects.get()
    assert not file.is_public
    seen = {name: status(sign_in(Client(), person), address(file)) for name, person in cast.everyone().items()}
    assert {name for name, status in seen.items() if status == 200} == {"moderator", "coordinator", "official", "auditor"}


@pytest.mark.django_db
def test_a_file_is_found_under_its_own_matter_only(visitor, place, desk):
    visitor.post(FEEDBACK, told(file_1=upload()))
    other = desk.take(leave(place.lahti), "show")
    assert visitor.get(address(Attachment.objects.get(), other)).status_code == 404


@pytest.mark.django_db
def test_files_of_a_step_are_shown_with_the_step(visitor, place, desk, cast):
    idea = desk.take(leave(place.lahti), "show", "answer")
    step = idea.steps.get(kind="answered")
    shown = attach(matter=idea, step=step, upload=upload(), alt="Suunnitelma", is_public=True, now=NOW)
    note = desk.note(idea)
    hidden = attach(matter=idea, step=note, upload=upload(), alt="Sisäinen", is_public=True, now=NOW)
    assert status(visitor, address(shown)) == 200
    assert status(visitor, address(hidden)) == 404
    assert status(sign_in(Client(), cast.official), address(hidden)) == 200
