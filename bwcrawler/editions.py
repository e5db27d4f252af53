"""The editions of the magazine: one table of hosts, languages, date orders, words and labels.

Everything that differs from one language edition to another stands here and nowhere else. Words
are compared without regard to case and surrounding white space or colons; a word that no page of
an edition is known to print is absent rather than guessed, except the French ones, which follow
the other Romance editions.
"""

from __future__ import annotations

from dataclasses import dataclass

MAGAZINE = "Bitter Winter"
"""Name of the magazine in every edition, and of the account that posts its unsigned articles."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edition:
    """One language edition: where it is and which words its pages print.

    There is one object for each, so it is compared and hashed by identity.
    """

    code: str
    """First label of its host, or `en` for the host without one."""
    host: str
    language: str
    """BCP 47 tag. It comes from the host: several editions declare a wrong `html lang`."""
    date_formats: tuple[str, ...]
    """`strptime` forms of the printed date, in the order to try."""
    home_words: tuple[str, ...]
    """First word of the breadcrumb."""
    mirrors: tuple[str, ...] = ()
    """Further hosts that serve the same pages (content delivery network pull zones)."""
    glossary: tuple[str, ...] = ("glossary",)
    """First path segment of a glossary entry, in lower case."""
    by: tuple[str, ...] = ()
    """Words that open a byline in the body."""
    reported_by: tuple[str, ...] = ()
    """Words that open a sign-off at the end of the body."""
    translated_by: tuple[str, ...] = ()
    """Words that name the translator in a byline."""
    conjunctions: tuple[str, ...] = ()
    """Words between the last two names of a byline."""
    source_labels: tuple[str, ...] = ()
    """Labels of the `Source:` and `Date:` lines of 2018."""
    tag_labels: tuple[str, ...] = ()
    related_labels: tuple[str, ...] = ()
    keep_reading_labels: tuple[str, ...] = ()
    read_also: tuple[str, ...] = ()
    """Words that open a paragraph pointing to another article."""
    share_labels: tuple[str, ...] = ()
    """What stands before the buttons that share an article."""
    contents_labels: tuple[str, ...] = ()
    """Heading of a table of contents."""
    video_labels: tuple[str, ...] = ()
    """Words that open the caption of a video."""
    credit_words: tuple[str, ...] = ()
    """Words that open the credit at the end of a caption, or are all of it."""
    series_words: tuple[str, ...] = ()
    """Words before the number of a part ("Article 2 of 5")."""
    series_of: tuple[str, ...] = ()
    """Words between the number of a part and the number of parts."""
    ordinals: tuple[str, ...] = ()
    """First, second, … as they open a line like "First in a series of four articles"."""
    series_in: tuple[str, ...] = ()
    """What follows the ordinal in such a line."""
    numerals: tuple[str, ...] = ()
    """One, two, … as they count the parts of a series."""
    bio_openings: tuple[str, ...] = ()
    """What follows an author's name where a closing paragraph is about the author."""
    self_descriptions: tuple[str, ...] = ()
    """How the author box of the magazine's own account begins."""
    pseudonym_notices: tuple[str, ...] = ()
    """The author box of somebody who does not write under their own name."""
    read_more: tuple[str, ...] = ()
    """Link texts that lead to the full text of an item; they are no prose."""
    protected_prefixes: tuple[str, ...] = ()
    """What WordPress puts before the title of a password-protected post."""
    counts_characters: bool = False
    """True where `word_count` counts characters because words are not set apart by blanks."""


_ENGLISH_DATES = ("%B %d, %Y", "%b %d, %Y", "%b. %d, %Y")
_DAY_FIRST = ("%d/%m/%Y", "%d.%m.%Y", *_ENGLISH_DATES)
_YEAR_FIRST = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y년 %m월 %d일", *_ENGLISH_DATES)

EDITIONS: dict[str, Edition] = {
    edition.code: edition
    for edition in (
        Edition(
            code="en",
            host="bitterwinter.org",
            language="en",
            date_formats=("%m/%d/%Y", *_ENGLISH_DATES),
            home_words=("Home",),
            by=(
                "by",
                "interview by",
                "interviewed by",
                "text by",
                "words by",
                "story by",
                "written by",
                "article by",
                "author",
                "authors",
            ),
            reported_by=("reported by", "report by", "reporting by"),
            translated_by=("translated by", "translation by", "translation"),
            conjunctions=("and", "&", "with"),
            source_labels=("source", "date"),
            tag_labels=("tagged with", "tags", "filed under"),
            related_labels=("related articles", "related posts", "related"),
            keep_reading_labels=("keep reading",),
            read_also=(
                "read also",
                "see also",
                "also read",
                "read more",
                "related",
                "related article",
                "you may also like",
            ),
            share_labels=("share", "share this", "share on", "share this article"),
            contents_labels=("table of contents", "contents"),
            video_labels=("video",),
            credit_words=(
                "credits",
                "credit",
                "source",
                "from",
                "screenshot",
                "photo",
                "photos",
                "picture",
                "courtesy",
                "image",
                "via",
                "ai-generated",
                "ai elaboration",
                "ai generated",
                "internet picture",
                "internet photo",
            ),
            series_words=("article", "part", "episode"),
            series_of=("of", "out of"),
            ordinals=(
                "first",
                "second",
                "third",
                "fourth",
                "fifth",
                "sixth",
                "seventh",
                "eighth",
                "ninth",
                "tenth",
            ),
            series_in=(
                "in a series",
                "of a series",
                "article in a series",
                "article of a series",
                "part of a series",
                "of a series of",
            ),
            numerals=(
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
            ),
            bio_openings=(
                "(born",
                "is a",
                "is an",
                "is the",
                "is currently",
                "is professor",
                "is director",
                "is president",
                "was born",
                "holds a",
                "holds an",
                "teaches",
                "uses a pseudonym",
            ),
            self_descriptions=("bitter winter reports on how religions are allowed",),
            pseudonym_notices=("uses a pseudonym for security reasons",),
            read_more=("read the full text", "read the full report", "read more"),
            protected_prefixes=("Protected:", "Private:"),
        ),
        Edition(
            code="it",
            host="it.bitterwinter.org",
            language="it",
            date_formats=_DAY_FIRST,
            home_words=("Home",),
            glossary=("vocabulary", "glossary", "glossario"),
            by=("di", "intervista di", "testo di"),
            reported_by=("servizio di",),
            translated_by=("traduzione di", "tradotto da", "traduzione"),
            conjunctions=("e", "ed"),
            source_labels=("fonte", "data"),
            tag_labels=("contrassegnato con", "tag", "etichettato con"),
            related_labels=("articoli correlati",),
            keep_reading_labels=("continua a leggere",),
            read_also=("leggi anche", "si veda anche"),
            share_labels=("condividi",),
            contents_labels=("indice", "sommario"),
            video_labels=("video", "didascalia del video"),
            credit_words=(
                "crediti",
                "fonte",
                "da",
                "foto",
                "immagine",
                "screenshot",
                "credits",
                "generata dall'ia",
                "elaborazione ia",
            ),
            series_words=("articolo", "parte", "puntata"),
            series_of=("di", "su"),
            bio_openings=(
                "(nato",
                "(nata",
                "è un",
                "è una",
                "è il",
                "è la",
                "è nato",
                "è nata",
                "insegna",
            ),
            pseudonym_notices=("usa uno pseudonimo per ragioni di sicurezza",),
            read_more=("leggi di più", "leggi tutto", "leggi il testo completo"),
            protected_prefixes=("Protetto:", "Privato:"),
        ),
        Edition(
            code="fr",
            host="fr.bitterwinter.org",
            language="fr",
            date_formats=_DAY_FIRST,
            home_words=("Accueil", "Home"),
            glossary=("vocabulary", "glossary", "glossaire"),
            by=("par", "de", "entretien par", "interview par"),
            reported_by=("reportage", "reportage de", "rapporté par"),
            translated_by=("traduction de", "traduit par", "traduction"),
            conjunctions=("et",),
            source_labels=("source", "date"),
            tag_labels=("étiquettes", "mots-clés", "tagué avec"),
            related_labels=("articles associés", "articles liés"),
            keep_reading_labels=("à ne pas manquer", "continuer à lire"),
            read_also=("lire aussi", "à lire aussi", "voir aussi"),
            share_labels=("partager", "partagez"),
            contents_labels=("table des matières", "sommaire"),
            video_labels=("vidéo",),
            credit_words=(
                "crédits",
                "crédit",
                "source",
                "photo",
                "image",
                "capture d’écran",
                "credits",
            ),
            series_words=("article", "partie", "épisode"),
            series_of=("sur", "de"),
            bio_openings=(
                "(né",
                "(née",
                "est un",
                "est une",
                "est le",
                "est la",
                "est né",
                "est née",
                "enseigne",
            ),
            pseudonym_notices=("utilise un pseudonyme pour des raisons de sécurité",),
            read_more=("lire la suite", "lire le texte intégral"),
            protected_prefixes=("Protégé\u00a0:", "Protégé :", "Privé\u00a0:", "Privé :"),
        ),
        Edition(
            code="es",
            host="es.bitterwinter.org",
            language="es",
            date_formats=_DAY_FIRST,
            home_words=("Inicio",),
            mirrors=("bitterwinteres.b-cdn.net",),
            glossary=("glossary", "glosario"),
            by=("por", "entrevista de", "entrevista por", "texto de"),
            reported_by=("informado por", "reportado por"),
            translated_by=("traducido por", "traducción de", "traducción"),
            conjunctions=("y", "e"),
            source_labels=("fuente", "fecha"),
            tag_labels=("etiquetado con", "etiquetas", "publicado en"),
            related_labels=("artículos relacionados",),
            keep_reading_labels=("sigue leyendo", "seguir leyendo"),
            read_also=("lea también", "lee también", "leer también", "véase también"),
            share_labels=("compartir", "comparte", "compártelo"),
            contents_labels=("tabla de contenido", "tabla de contenidos", "índice"),
            video_labels=("video", "vídeo"),
            credit_words=(
                "créditos",
                "crédito",
                "fuente",
                "foto",
                "imagen",
                "captura de pantalla",
                "credits",
            ),
            series_words=("artículo", "parte", "episodio"),
            series_of=("de",),
            bio_openings=(
                "(nacido",
                "(nacida",
                "es un",
                "es una",
                "es el",
                "es la",
                "nació",
                "enseña",
            ),
            pseudonym_notices=("usa un seudónimo por razones de seguridad",),
            read_more=("lea el texto completo del informe", "leer más", "lea más"),
            protected_prefixes=("Protegido:", "Privado:"),
        ),
        Edition(
            code="ko",
            host="ko.bitterwinter.org",
            language="ko",
            date_formats=_YEAR_FIRST,
            home_words=("홈",),
            glossary=("glossary", "용어집"),
            by=("글", "작성자", "글쓴이"),
            reported_by=("취재", "보도"),
            translated_by=("번역", "옮긴이"),
            conjunctions=("및", "와", "과"),
            source_labels=("출처", "날짜"),
            tag_labels=("태그",),
            related_labels=("관련 기사", "관련 글"),
            keep_reading_labels=("계속 읽기",),
            read_also=("함께 읽기", "관련 기사"),
            share_labels=("공유", "공유하기"),
            contents_labels=("목차",),
            video_labels=("영상", "동영상"),
            credit_words=("인터넷 사진", "사진", "출처", "비터 윈터", "제공", "캡처"),
            series_words=("기사", "제"),
            series_of=("/",),
            bio_openings=("은 ", "는 "),
            pseudonym_notices=("보안상의 이유로 가명을 사용",),
            read_more=("더 읽기", "더 보기"),
            protected_prefixes=("보호된 글:", "비공개 글:", "보호됨:"),
            counts_characters=True,
        ),
        Edition(
            code="zh",
            host="zh.bitterwinter.org",
            language="zh-Hant",
            date_formats=_YEAR_FIRST,
            home_words=("首頁",),
            mirrors=("bitterwintertw.b-cdn.net",),
            glossary=("glossary", "詞彙表"),
            by=("作者", "文", "撰文"),
            reported_by=("寒冬記者", "本刊記者", "記者"),
            translated_by=("翻譯", "譯者", "譯"),
            conjunctions=("和", "與", "及", "、"),
            source_labels=("來源", "日期"),
            tag_labels=("標籤",),
            related_labels=("相關推薦", "相關文章"),
            keep_reading_labels=("繼續閱讀",),
            read_also=("延伸閱讀", "另請參閱"),
            share_labels=("分享",),
            contents_labels=("目錄",),
            video_labels=("視頻", "影片"),
            credit_words=("網絡圖片", "知情人提供", "圖片", "來源", "提供", "截圖", "資料圖"),
            series_words=("第",),
            series_of=("/",),
            bio_openings=("是", "(生於", "生於"),
            pseudonym_notices=("出於安全考慮使用化名",),
            read_more=("閱讀全文", "閱讀更多"),
            protected_prefixes=("受密碼保護的文章:", "受保護的內容:", "受保護的文章:"),
            counts_characters=True,
        ),
        Edition(
            code="de",
            host="de.bitterwinter.org",
            language="de",
            date_formats=_DAY_FIRST,
            home_words=("Startseite",),
            glossary=("glossary", "glossar"),
            by=("von", "interview von", "text von"),
            reported_by=("berichtet von", "bericht von", "bericht"),
            translated_by=("übersetzt von", "übersetzung von", "übersetzung"),
            conjunctions=("und",),
            source_labels=("quelle", "datum"),
            tag_labels=("stichworte", "schlagwörter", "getaggt mit", "verschlagwortet mit"),
            related_labels=("ähnliche artikel", "verwandte artikel"),
            keep_reading_labels=("weiterlesen",),
            read_also=("lesen sie auch", "siehe auch"),
            share_labels=("teilen",),
            contents_labels=("inhaltsverzeichnis", "inhalt"),
            video_labels=("video",),
            credit_words=("quelle", "foto", "bild", "bildnachweis", "screenshot", "credits", "aus"),
            series_words=("artikel", "teil", "folge"),
            series_of=("von",),
            bio_openings=(
                "(geboren",
                "ist ein",
                "ist eine",
                "ist der",
                "ist die",
                "wurde geboren",
                "lehrt",
            ),
            pseudonym_notices=("verwendet aus sicherheitsgründen ein pseudonym",),
            read_more=("weiterlesen", "mehr lesen"),
            protected_prefixes=("Geschützt:", "Privat:"),
        ),
        Edition(
            code="jp",
            host="jp.bitterwinter.org",
            language="ja",
            date_formats=_YEAR_FIRST,
            home_words=("ホーム",),
            mirrors=("bitterwinterjp.b-cdn.net",),
            glossary=("glossary", "用語集"),
            by=("文", "著者", "執筆", "執筆者"),
            reported_by=("取材", "記者"),
            translated_by=("翻訳", "訳"),
            conjunctions=("と", "、"),
            source_labels=("出典", "日付", "情報源"),
            tag_labels=("タグ",),
            related_labels=("関連記事",),
            keep_reading_labels=("続きを読む",),
            read_also=("関連記事", "あわせて読む"),
            share_labels=("共有", "シェア"),
            contents_labels=("目次",),
            video_labels=("動画", "映像"),
            credit_words=("インターネット", "写真", "出典", "提供", "画像"),
            series_words=("第",),
            series_of=("/",),
            bio_openings=("は", "(生まれ"),
            pseudonym_notices=("安全上の理由から仮名を使用",),
            read_more=("続きを読む",),
            protected_prefixes=("保護中:", "非公開:"),
            counts_characters=True,
        ),
    )
}

_BY_HOST = {
    host: edition
    for edition in EDITIONS.values()
    for host in (edition.host, f"www.{edition.host}", *edition.mirrors)
}


def edition_of_host(host: str) -> Edition | None:
    """The edition that `host` (with or without a port) serves, mirrors included; else `None`."""
    return _BY_HOST.get(host.partition(":")[0].lower())
