"""Sections, tags and accounts of the sample magazine, per edition.

Names and nesting follow the menus of the real magazine: the English edition has two levels
(China, From the World, …), every other edition one. Slugs are English in every edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bwcrawler.sample.words import Words


@dataclass(frozen=True, slots=True)
class Section:
    """A category."""

    id: int
    slug: str
    name: str
    parent: Section | None = None

    @property
    def path(self) -> str:
        """Path of its listing without slashes at the ends: `category/china/news`."""
        lead = self.parent.path if self.parent else "category"
        return f"{lead}/{self.slug}"

    @property
    def line(self) -> tuple[Section, ...]:
        """The section after its ancestors."""
        return (*(self.parent.line if self.parent else ()), self)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag; its slug is percent-encoded where its name is not Latin, as WordPress stores it."""

    id: int
    slug: str
    name: str

    @property
    def path(self) -> str:
        """Path of its listing without slashes at the ends."""
        return f"tag/{self.slug}"


@dataclass(frozen=True, slots=True)
class Account:
    """A WordPress user who posts."""

    id: int
    slug: str
    name: str
    bio: tuple[str, ...] = ()
    """Paragraphs of the author box; without any there is no box."""
    website: str = ""

    @property
    def path(self) -> str:
        """Path of its listing without slashes at the ends."""
        return f"author/{self.slug}"


Term = Section | Tag | Account
"""Whatever has a listing of its own."""

_Names = tuple[tuple[str, str], ...]
"""Slug and name."""

_ENGLISH: tuple[tuple[str, str, _Names], ...] = (
    (
        "china",
        "China",
        (
            ("news", "News China"),
            ("testimonies", "Testimonies China"),
            ("op-eds", "Op-eds China"),
            ("weekly-feature", "Featured China"),
        ),
    ),
    (
        "from-world",
        "From the World",
        (
            ("news-international", "News Global"),
            ("testimonies-international", "Testimonies Global"),
            ("op-eds-international", "Op-eds Global"),
            ("featured-international", "Featured Global"),
        ),
    ),
    ("interviews", "Interviews", ()),
    (
        "documents-and-translations",
        "Documents and Translations",
        (
            ("documents", "Documents"),
            ("tai-ji-men", "Tai Ji Men"),
            ("translations", "Translations"),
            ("events", "Events"),
        ),
    ),
)

_ONE_LEVEL = (
    "op-eds", "documents", "events", "interviews", "news", "testimonies", "pictures", "videos",
    "weekly-feature",
)  # fmt: skip

_SECTION_NAMES: dict[str, tuple[str, ...]] = {
    "it": ("Editoriali", "Documenti", "Eventi", "Interviste", "Notizie", "Testimonianze", "Foto",
           "Video", "Approfondimenti"),
    "fr": ("Opinion", "Documents", "Événements", "Entretiens", "Actualités", "Témoignages",
           "Images", "Vidéos", "À la une"),
    "es": ("Opinión", "Documentos", "EVENTOS", "Entrevistas", "Noticias", "Testimonios",
           "Imágenes", "Vidéos", "Destacados"),
    "de": ("MEINUNG", "DOKUMENTE", "VERANSTALTUNGEN", "INTERVIEWS", "NACHRICHTEN", "ZEUGNISSE",
           "BILDER", "VIDEOS", "WÖCHENTLICHES FEATURE"),
    "zh": ("評論", "檔案", "活動信息", "訪談", "新聞", "紀實", "圖片", "視頻", "特寫"),
    "ko": ("평론", "문서", "이벤트", "인터뷰", "뉴스", "현장 증언", "이미지", "동영상", "특집"),
    "jp": ("論説", "ドキュメント", "イベント情報", "インタビュー", "ニュース", "実録", "写真",
           "映像", "特集"),
}  # fmt: skip

_TAGS: dict[str, _Names] = {
    "en": (
        ("china", "China"), ("pakistan", "Pakistan"), ("tai-ji-men", "Tai Ji Men"),
        ("religious-persecution", "Religious Persecution"), ("tibet", "Tibet"),
        ("religion-and-arts", "Religion and arts"), ("house-churches", "House Churches"),
        ("education", "Education"), ("taiwan", "Taiwan"), ("courts", "Courts & Law"),
        ("henan", "Henan"), ("gansu", "Gansu"), ("fujian", "Fujian"), ("taxes", "Taxes"),
        ("books", "Books"), ("conferences", "Conferences"), ("libraries", "Libraries"),
        ("%e5%85%a8%e8%83%bd%e7%a5%9e%e6%95%99%e6%9c%83", "全能神教會"),
    ),
    "it": (("cristianesimo-in-cina", "Cristianesimo in Cina"), ("xinjiang", "Xinjiang"),
           ("liberta-religiosa", "Libertà religiosa"), ("musulmani-hui", "Musulmani hui")),
    "fr": (("christianisme-en-chine", "Christianisme en Chine"), ("xinjiang", "Xinjiang"),
           ("liberte-religieuse", "Liberté religieuse"), ("livres", "Livres")),
    "es": (("iglesia-de-las-tres-autonomias", "Iglesia de las Tres Autonomías"),
           ("budismo-en-china", "Budismo en China"), ("libros", "Libros"), ("henan", "Henan")),
    "de": (("buddhismus-in-china", "Buddhismus in China"), ("buecher", "Bücher"),
           ("religionsfreiheit", "Religionsfreiheit"), ("henan", "Henan")),
    "zh": (("buddhism", "佛教"), ("closure", "查封"), ("henan", "河南省"), ("books", "書籍")),
    "ko": (("education-camp", "교육 캠프"), ("books", "도서"), ("henan", "허난성")),
    "jp": (("christianity", "キリスト教"), ("books", "書籍"), ("henan", "河南省")),
}  # fmt: skip

_NAMES: dict[str, tuple[str, ...]] = {
    "en": ("Massimo Introvigne", "Hu Zhenbai", "Gu Lanying", "Tan Yiwei", "Marta Solberg",
           "Peng Ruolan", "Nadia Ferrante", "Deng Shulan", "Willem Aalders", "Ruth Inglewood",
           "Camille Marchetti", "Qi Wenjun"),
    "it": ("Xiang Yulan", "Nadia Ferrante", "Li Wenguo", "Shen Yifan"),
    "fr": ("Marc Respaud", "Jiang Taolin", "Lin Yimei", "Camille Marchetti"),
    "es": ("Gu Lanying", "Jiang Taolin", "Yolanda Lázaro", "Zhang Fengqi"),
    "de": ("Xin Luhua", "Li Mingfeng", "Hanna Brandt", "Yang Guangtao"),
    "zh": ("唐哲民", "江濤然", "李常春生", "沈心怡"),
    "ko": ("장 타오민 (江濤民)", "린 이창 (林一昌)", "김서윤"),
    "jp": ("朴俊明", "李文国", "高橋結衣"),
}  # fmt: skip

_MAGAZINE_NAME = {"ko": "비터 윈터(Bitter Winter)"}

COLLECTIVE = "hiaab"
"""Slug of the account named after the magazine."""
GUEST = "guest-author"
SILENT = "no-posts-yet"
"""Slug of an account without posts: its page is empty, and no sitemap lists it."""
LEAD_AUTHOR_SITE = "https://www.cesnur.org/"


def sections(edition: str) -> tuple[Section, ...]:
    """Parents before their children, in the order of the menu."""
    found: list[Section] = []

    def add(slug: str, name: str, parent: Section | None = None) -> Section:
        found.append(Section(len(found) + 2, slug, name, parent))
        return found[-1]

    if edition == "en":
        for slug, name, children in _ENGLISH:
            parent = add(slug, name)
            for child_slug, child_name in children:
                add(child_slug, child_name, parent)
    else:
        for slug, name in zip(_ONE_LEVEL, _SECTION_NAMES[edition], strict=True):
            add(slug, name)
    return tuple(found)


def tags(edition: str) -> tuple[Tag, ...]:
    """The tags in the order of their ids."""
    return tuple(Tag(100 + n, slug, name) for n, (slug, name) in enumerate(_TAGS[edition]))


def accounts(edition: str, words: Words) -> tuple[Account, ...]:
    """Writers, then the collective, the guest and the silent account.

    The first writer has a bio and a web site, every third of the others a bio, every third a
    pseudonym notice, and the rest no author box.
    """
    found = []
    for n, name in enumerate(_NAMES[edition]):
        slug = "-".join(name.lower().split()) if name.isascii() else f"writer-{n + 1}"
        paragraphs = _boxes(words, name)[n % 3]
        site = LEAD_AUTHOR_SITE if n == 0 else ""
        found.append(Account(n + 2, slug, name, paragraphs, site))
    last = len(found) + 2
    collective = _MAGAZINE_NAME.get(edition, "Bitter Winter")
    found.append(Account(last, COLLECTIVE, collective, words.self_description))
    found.append(Account(last + 1, GUEST, "Guest Author"))
    found.append(Account(last + 2, SILENT, "Nobody Yet"))
    return tuple(found)


def _boxes(words: Words, name: str) -> tuple[tuple[str, ...], ...]:
    return (words.bio.format(name=name, place=words.places[0]),), (words.pseudonym,), ()
