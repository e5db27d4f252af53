"""The odd forms of the magazine's articles, one by one, each on a page as small as can be.

The numbers are those of the forms' list in ../shared/site-facts.md, section 3.
"""

from __future__ import annotations

import pytest

from bwcrawler import Article, NotAnArticle, extract

URL = "https://bitterwinter.org/a-slug/"

GENESIS = """<!DOCTYPE html><html lang="en-US"><head><title>{title}</title>
<link rel="canonical" href="{url}"></head>
<body class="post-template-default single single-post postid-12 genesis-breadcrumbs-visible">
<nav class="nav-primary"><ul class="genesis-nav-menu"><li><a href="/">HOME</a></li></ul></nav>
<main class="content" id="genesis-content">{before}
<div class="breadcrumb"><a href="/">Home</a> / <a href="/category/china/">China</a> /
<a href="/category/china/news/">News China</a></div>
<article class="post-12 post type-post category-news entry"><header class="entry-header">
<h1 class="entry-title">{title}</h1>
<p class="entry-meta"><time class="entry-time" datetime="{datetime}">{date}</time><span
class="entry-author"><a class="entry-author-link" rel="author" href="/author/jiang-tao/"><span
class="entry-author-name">{account}</span></a></span> | </p></header>
<div class="entry-content">{body}</div>
<footer class="entry-footer"><p class="entry-meta"><span class="entry-tags">Tagged With:
<a href="/tag/china/" rel="tag">China</a></span></p></footer></article>{after}</main>
</body></html>"""

TEXT = "<p>" + "The officers came at night and took the books away. " * 8 + "</p>"
TEXT_PLAIN = ("The officers came at night and took the books away. " * 8).strip()


def read(body: str, asked: str = URL, **values: str) -> Article:
    defaults = {
        "title": "A Title",
        "datetime": "2019-03-09T09:10:00+01:00",
        "date": "03/09/2019",
        "account": "Jiang Tao",
        "before": "",
        "after": "",
        "url": asked,
    }
    return extract(GENESIS.format(body=body, **defaults | values), asked)


def names(article: Article, role: str = "author") -> list[str]:
    return [person.name for person in article.authors if person.role == role]


class TestBylines:
    @pytest.mark.parametrize(
        ("line", "authors"),
        [
            ("by Rebecca Wang", ["Rebecca Wang"]),
            ("by <strong>Massimo Introvigne</strong>&nbsp;", ["Massimo Introvigne"]),
            ("By MASSIMO INTROVIGNE", ["MASSIMO INTROVIGNE"]),
            ("by Willy Fautré and Lea Perekrests", ["Willy Fautré", "Lea Perekrests"]),
            (
                "by Alex Amicarelli, Thierry Valle, and Eric Roux",
                ["Alex Amicarelli", "Thierry Valle", "Eric Roux"],
            ),
            ("Interview by Ruth Ingram", ["Ruth Ingram"]),
            ("by James T. Richardson, J.D., Ph.D.", ["James T. Richardson, J.D., Ph.D."]),
            ("by Yang Guang’an", ["Yang Guang’an"]),
            ("by 黃心怡", ["黃心怡"]),
        ],
    )
    def test_a_byline_names_its_authors(self, line: str, authors: list[str]) -> None:
        article = read(f"<p>A deck of one sentence.</p><p>{line}</p>{TEXT}")
        assert names(article) == authors
        assert article.deck == "A deck of one sentence."
        assert article.body == TEXT_PLAIN
        assert article.posted_by.name == "Jiang Tao"
        assert article.sources.authors == "byline"

    @pytest.mark.parametrize(
        "paragraph",
        [
            "By the end of April, 200 churches had been closed in the province.",
            "By Monday, all of them were gone",
            "By Law",
            "By the Numbers",
        ],
    )
    def test_a_sentence_that_begins_with_by_is_text(self, paragraph: str) -> None:
        article = read(f"{TEXT}<p>{paragraph}</p>{TEXT}")
        assert paragraph in article.body
        assert names(article) == ["Jiang Tao"]
        assert article.byline == ""

    def test_the_translator_has_a_role_of_its_own(self) -> None:
        article = read(f"<p>A deck.</p><p>by Li Na. Translated by Nadia Haddad</p>{TEXT}")
        assert names(article) == ["Li Na"]
        assert names(article, "translator") == ["Nadia Haddad"]

    def test_without_byline_the_account_is_the_author(self) -> None:
        article = read(TEXT)
        assert names(article) == ["Jiang Tao"]
        assert article.authors[0].url == "https://bitterwinter.org/author/jiang-tao/"
        assert article.sources.authors == "account"

    def test_a_bare_name_is_a_byline(self) -> None:
        article = read(f"<p>A deck of one sentence.</p><p>Bai Shengyi</p>{TEXT}")
        assert (names(article), article.deck) == (["Bai Shengyi"], "A deck of one sentence.")
        assert article.body == TEXT_PLAIN

    def test_7_the_name_glued_to_the_first_words(self) -> None:
        text = "In the morning of November 26, the police came."
        article = read(f"<p>Jiang Tao&nbsp; &nbsp;{text}</p>{TEXT}")
        assert article.byline == "Jiang Tao"
        assert article.body.startswith(text)

    def test_14_a_deck_that_names_the_author_is_the_deck(self) -> None:
        deck = "Introductory speech by Massimo Introvigne, editor-in-chief of Bitter Winter."
        article = read(f"<p>{deck}</p><p>by Massimo Introvigne</p>{TEXT}")
        assert (article.deck, names(article)) == (deck, ["Massimo Introvigne"])

    def test_deck_and_byline_in_one_paragraph(self) -> None:
        article = read(f"<p><em>A deck of one sentence.<br>by Li Na</em></p>{TEXT}")
        assert (article.deck, names(article)) == ("A deck of one sentence.", ["Li Na"])

    @pytest.mark.parametrize(
        ("host", "line", "authors"),
        [
            ("it", "di Ye Jiajia", ["Ye Jiajia"]),
            ("it", "Di Li Guang", ["Li Guang"]),
            ("es", "por Jiang Tao", ["Jiang Tao"]),
            ("de", "von Li Mingxuan", ["Li Mingxuan"]),
            ("zh", "作者:露絲·英格拉姆(Ruth Ingram)", ["露絲·英格拉姆(Ruth Ingram)"]),
        ],
    )
    def test_bylines_of_the_editions(self, host: str, line: str, authors: list[str]) -> None:
        article = read(
            f"<p>Una frase.</p><p>{line}</p>{TEXT}", f"https://{host}.bitterwinter.org/x/"
        )
        assert names(article) == authors

    @pytest.mark.parametrize("blank", ["", " "])
    def test_9_the_korean_dateline(self, blank: str) -> None:
        line = f"[비터 윈터=중국 소식통] 쟝 타오(江濤){blank}기자"
        article = read(
            f"<p>{line}</p>{TEXT}", "https://ko.bitterwinter.org/x/", account="장 타오 (江濤)"
        )
        assert names(article) == ["쟝 타오(江濤)"]
        assert article.posted_by.name == "장 타오 (江濤)"
        assert article.body == TEXT_PLAIN


class TestDecks:
    """Each deck is one short sentence before a text of long paragraphs."""

    DECK = "A deck of one sentence."
    PICTURE = '<figure><img src="/a.jpg"><figcaption>A church.</figcaption></figure>'

    @pytest.mark.parametrize(
        "front",
        [
            "<p>{deck}</p><p>by Li Na</p>",
            "<p><em>{deck}</em></p><p>by Li Na</p>",
            "<h2>{deck}</h2><p>by Li Na</p>",
            "<h4>{deck}</h4><p><strong>by Li Na</strong></p>{picture}",
            "<p>{deck}<br>by Li Na</p>",
            "<p>by Li Na<br>{deck}</p>",
            "<p>by Li Na</p><p>{deck}</p>{picture}",
            "<p>by Li Na</p><p>{deck}</p>",
            "<p>by Li Na</p><h2>{deck}</h2>{picture}",
            "{picture}<p>{deck}</p><p>by Li Na</p>",
            "<p>{deck}</p>{picture}",
            "{picture}<p>{deck}</p>",
            "<p><strong>{deck}</strong></p>{picture}",
            "<h2>{deck}</h2>",
        ],
    )
    def test_forms_of_a_deck(self, front: str) -> None:
        article = read(front.format(deck=self.DECK, picture=self.PICTURE) + TEXT + TEXT)
        assert article.deck == self.DECK
        assert article.body == f"{TEXT_PLAIN}\n\n{TEXT_PLAIN}"

    @pytest.mark.parametrize(
        "front",
        [
            "<p>by Li Na</p>{picture}",
            "<p>by Li Na</p><h2>The Cause</h2>",
            "<p>by Li Na</p><p><b>What happened?</b></p><p>Nothing.</p><p><b>Why?</b></p>",
            "",
            "{picture}",
        ],
    )
    def test_what_is_no_deck(self, front: str) -> None:
        article = read(front.format(picture=self.PICTURE) + TEXT + TEXT)
        assert article.deck == ""
        assert article.body.endswith(f"{TEXT_PLAIN}\n\n{TEXT_PLAIN}")

    def test_a_deck_that_only_the_excerpt_tells(self) -> None:
        page = (
            "<html><head><meta property='og:description' content='A deck of one sentence.'>"
            "<meta property='article:published_time' content='2024-06-20T07:00:00+00:00'></head>"
            "<body class='single-post et_divi_theme'><div id='main-content'><h1>T</h1>"
            f"<div class='et_pb_post_content'><p>by Li Na</p>{TEXT}</div></div></body></html>"
        )
        article = extract(page, URL)
        assert (article.deck, article.sources.deck) == (self.DECK, "meta")


class TestNotes:
    @pytest.mark.parametrize(
        "note",
        [
            "*A paper presented at the CESNUR 2024 conference, Bordeaux, June 12, 2024.",
            "*Introduction to the webinar “Taxes and Justice,” December 10, 2025.",
            "*A report sent to several United Nations offices on September 22, 2024.",
        ],
    )
    def test_1_and_2_a_starred_note_and_its_date(self, note: str) -> None:
        article = read(f"<p>A deck.</p><p>by Rebecca Wang*</p><p>{note}</p>{TEXT}")
        assert names(article) == ["Rebecca Wang"]
        assert article.byline == "by Rebecca Wang*"
        assert article.notes == [note]
        assert article.published == "2019-03-09T09:10:00+01:00"
        assert article.body == TEXT_PLAIN

    def test_a_starred_note_at_the_end(self) -> None:
        article = read(f"<p>A deck.</p><p>by Li Na*</p>{TEXT}<p>*A paper presented in Rome.</p>")
        assert article.notes == ["*A paper presented in Rome."]

    def test_6_source_and_date_lines_of_2018(self) -> None:
        lines = "<p>Source: Direct Reports from China</p><p><b>Date:</b> June 28, 2018</p>"
        article = read(f"{lines}{TEXT}")
        assert article.notes == ["Source: Direct Reports from China", "Date: June 28, 2018"]
        assert article.published.startswith("2019-03-09")
        assert article.body == TEXT_PLAIN

    @pytest.mark.parametrize(
        ("host", "line", "name"),
        [
            ("", "Reported by Lin Yijiang", "Lin Yijiang"),
            ("it.", "Servizio di Jiang Tao", "Jiang Tao"),
            ("fr.", "Reportage : Jiang Tao", "Jiang Tao"),
            ("es.", "Informado por Jiang Tao", "Jiang Tao"),
            ("zh.", "寒冬記者  江濤", "江濤"),
        ],
    )
    def test_8_a_sign_off_before_the_caption_of_a_film(
        self, host: str, line: str, name: str
    ) -> None:
        film = '<p><iframe src="https://www.youtube.com/embed/x"></iframe></p>'
        article = read(
            f"{TEXT}<p>{line}</p><p>Video: The demolition</p>{film}",
            f"https://{host}bitterwinter.org/x/",
            account="Bitter Winter",
        )
        assert names(article) == [name]
        assert article.notes == [" ".join(line.split())]
        assert article.body == TEXT_PLAIN
        assert article.embeds[0].kind == "video"

    def test_footnotes_are_notes(self) -> None:
        notes = "<p>[1] A Book (1994), 12.</p><p>[2] Another (2002), 3.</p>"
        article = read(f"{TEXT}<hr>{notes}")
        assert article.notes == ["[1] A Book (1994), 12.", "[2] Another (2002), 3."]

    def test_18_runs_of_empty_paragraphs(self) -> None:
        article = read(f"{TEXT}{'<p>&nbsp;</p>' * 15}<p>Reported by Lin Yijiang</p>")
        assert article.body == TEXT_PLAIN


class TestSeries:
    def test_3_a_series_line_with_links(self) -> None:
        line = 'Article 2 of 5. Read <a href="/part-one/">article 1</a>.'
        article = read(f"<p>A deck.</p><p>by Li Na</p><p><em>{line}</em></p>{TEXT}")
        assert (article.series.part, article.series.of) == (2, 5)
        assert article.series.links == ["https://bitterwinter.org/part-one/"]
        assert article.series.line == "Article 2 of 5. Read article 1."
        assert article.body == TEXT_PLAIN

    def test_4_a_series_in_words(self) -> None:
        line = "First in a series of four articles analyzing the Suwon District Court Decision"
        article = read(f"<p>A deck.</p><p>by Li Na</p><p>{line}</p>{TEXT}")
        assert (article.series.part, article.series.of) == (1, 4)
        assert article.body == TEXT_PLAIN

    @pytest.mark.parametrize(
        ("title", "series", "part"),
        [
            (
                "The Tai Ji Men Case in Taiwan. 2. Legal and Economic Analysis",
                "The Tai Ji Men Case in Taiwan",
                2,
            ),
            (
                "Feature Series for Human Rights Day (IV): Torture",
                "Feature Series for Human Rights Day",
                4,
            ),
            ("Great Changes—Part II", "Great Changes", 2),
            ("Thirty Years Later", "", 0),
        ],
    )
    def test_5_a_series_in_the_title(self, title: str, series: str, part: int) -> None:
        article = read(TEXT, title=title)
        assert (article.series.title, article.series.part) == (series, part)

    def test_21_articles_of_a_law_are_text(self) -> None:
        article = read(f"{TEXT}<p>Article 1</p><p>**</p><p>Article 2 All venues shall obey.</p>")
        assert article.body.endswith("Article 1\n\nArticle 2 All venues shall obey.")
        assert article.series.part == 0


class TestWhatIsNoText:
    def test_5_the_day_of_the_crawl_is_not_the_date(self) -> None:
        article = read(TEXT, before='<div class="bw-today">Thu, January 21, 2021</div>')
        assert article.published == "2019-03-09T09:10:00+01:00"

    @pytest.mark.parametrize("label", ["<h2>Table of Contents</h2>", "<p>Table of Contents</p>"])
    def test_13_a_table_of_contents(self, label: str) -> None:
        contents = (
            f"{label}<ul><li><a href='#a'>The Cause</a></li><li><a href='#b'>The End</a></li></ul>"
        )
        body = (
            f"<p>A deck.</p><p>by Li Na</p>{contents}<h2>The Cause</h2>{TEXT}<h2>The End</h2>{TEXT}"
        )
        article = read(body)
        assert article.body == f"The Cause\n\n{TEXT_PLAIN}\n\nThe End\n\n{TEXT_PLAIN}"

    def test_13_the_bare_words_before_the_deck(self) -> None:
        article = read(f"<p>Table of Contents</p><p>A deck.</p><p>Bai Shengyi</p>{TEXT}")
        assert article.deck == "A deck."

    def test_15_links_to_the_full_text(self) -> None:
        more = '<p><a href="/full/">Lea el texto completo del informe ››</a></p>'
        article = read(f"{TEXT}{more}{TEXT}", "https://es.bitterwinter.org/x/")
        assert "Lea el texto" not in article.body

    def test_a_paragraph_that_points_elsewhere(self) -> None:
        pointer = '<p><strong>Read also: <a href="/other/">Another Story</a></strong></p>'
        article = read(f"{TEXT}{pointer}{TEXT}")
        assert article.body == f"{TEXT_PLAIN}\n\n{TEXT_PLAIN}"
        assert [(one.kind, one.url) for one in article.related] == [
            ("read_also", "https://bitterwinter.org/other/")
        ]

    def test_the_bio_at_the_end_of_the_text(self) -> None:
        bio = (
            "Massimo Introvigne (born June 14, 1955 in Rome) is an Italian sociologist of religions"
            " and the founder of a center."
        )
        article = read(f"<p>A deck.</p><p>by Massimo Introvigne</p>{TEXT}<p>{bio}</p>")
        assert article.body == TEXT_PLAIN
        assert article.authors[0].bio == bio

    def test_separators_styles_scripts_and_buttons(self) -> None:
        noise = (
            '<p style="text-align:center">* * *</p><style>p {}</style><script>x()</script>'
            '<div class="wp-block-button"><a href="/donate/">Donate</a></div>'
            '<div class="sharedaddy"><h3>Share this:</h3></div>'
        )
        assert read(f"{TEXT}{noise}{TEXT}").body == f"{TEXT_PLAIN}\n\n{TEXT_PLAIN}"

    def test_video_captions_are_no_text(self) -> None:
        film = '<iframe src="https://www.youtube.com/embed/x"></iframe>'
        article = read(f"{TEXT}<p>Video 1: The raid</p><p>{film}</p>")
        assert article.body == TEXT_PLAIN
        assert article.embeds[0].title == "Video 1: The raid"


class TestLinesAndPictures:
    @pytest.mark.parametrize("count", [1, 2])
    def test_17_a_break_inside_a_sentence(self, count: int) -> None:
        article = read(
            "<p>They were sent to the Centro de<br>Detención in the city.</p>" * count + TEXT
        )
        assert article.body.startswith("They were sent to the Centro de Detención in the city.")

    def test_alt_and_caption_are_said_once(self) -> None:
        figure = (
            '<figure class="wp-block-image"><img src="/a-1024x768.jpg" alt="A Minister. Credits."'
            ' srcset="/a-300x200.jpg 300w, /a.jpg 1200w"><figcaption>A Minister. '
            '<a href="https://commons.example.org/a">Credits</a>.</figcaption></figure>'
        )
        article = read(f"{figure}{TEXT}")
        assert article.body == TEXT_PLAIN
        (picture,) = article.figures
        assert picture.caption == "A Minister. Credits."
        assert (picture.credit, picture.credit_url) == ("Credits.", "https://commons.example.org/a")
        assert picture.url == "https://bitterwinter.org/a.jpg"

    @pytest.mark.parametrize(
        ("caption", "credit"),
        [
            ("The ministry. Source: USCIRF.", "Source: USCIRF."),
            ("Believers praying. Screenshot.", "Screenshot."),
            ("A church, from afar. From X.", "From X."),
            ("The minister (AI-generated).", "(AI-generated)."),
            ("A temple. AI elaboration based on a photo.", "AI elaboration based on a photo."),
            ("示威者(網絡圖片)", "(網絡圖片)"),
            ("A street in Henan.", ""),
            ("A man from Henan is praying.", ""),
        ],
    )
    def test_credits_at_the_end_of_captions(self, caption: str, credit: str) -> None:
        article = read(
            f'<figure><img src="/a.jpg"><figcaption>{caption}</figcaption></figure>{TEXT}'
        )
        assert article.figures[0].credit == credit

    def test_lazy_pictures_and_their_copies(self) -> None:
        lazy = (
            '<figure class="wp-block-image"><img src="data:image/svg+xml,x" alt="A"'
            ' data-lazy-src="/a.jpg"><noscript><img src="/a.jpg" alt="A"></noscript>'
            "<figcaption>A caption.</figcaption></figure>"
            '<p><img src="data:image/gif;base64,x"><noscript><img src="/b.jpg"></noscript></p>'
        )
        article = read(f"{TEXT}{lazy}")
        assert [one.url.rpartition("/")[2] for one in article.figures] == ["a.jpg", "b.jpg"]
        assert [one.caption for one in article.figures] == ["A caption.", ""]

    @pytest.mark.parametrize(
        "frame",
        [
            '<div class="wp-caption"><img src="/a.jpg"><p class="wp-caption-text">{}</p></div>',
            '<dl class="gallery-item"><img src="/a.jpg"><dd class="gallery-caption">{}</dd></dl>',
            '<figure class="wp-caption"><img src="/a.jpg"><figcaption>{}</figcaption></figure>',
            '<p><img src="/a.jpg"></p><p class="wp-caption-text">{}</p>',
        ],
    )
    def test_every_kind_of_caption(self, frame: str) -> None:
        article = read(TEXT + frame.format("The church before.") + TEXT)
        assert article.figures[0].caption == "The church before."
        assert article.body == f"{TEXT_PLAIN}\n\n{TEXT_PLAIN}"

    def test_soup_of_spans_and_divisions(self) -> None:
        spans = "<div><span>One <span>two</span></span> three.</div>"
        soup = f"{spans}<div><div>Four.<br><br>Five.</div></div>"
        assert read(f"{soup}{TEXT}").body.startswith("One two three.\n\nFour.\n\nFive.")

    def test_lists_quotes_and_tables_are_text(self) -> None:
        body = (
            "<ol><li>One</li><li>Two<ul><li>Deeper</li></ul></li></ol>"
            "<blockquote><p>A saying.</p><cite>— A Sage</cite></blockquote>"
            "<table><tr><th>Year</th><th>Arrests</th></tr><tr><td>2018</td><td>16</td></tr></table>"
        )
        article = read(f"{TEXT}{body}")
        assert [block.kind for block in article.blocks] == ["paragraph", "list", "quote", "table"]
        assert article.blocks[1].items == ["One", "Two", "Deeper"]
        assert article.blocks[2].cite == "— A Sage"
        assert article.blocks[3].rows == [["Year", "Arrests"], ["2018", "16"]]
        assert article.body.endswith(
            "One\nTwo\nDeeper\n\nA saying.\n— A Sage\n\nYear\tArrests\n2018\t16"
        )


class TestDates:
    @pytest.mark.parametrize(
        ("host", "line", "published"),
        [
            ("", "05/12/2023", "2023-05-12"),
            ("it.", "03/04/2019", "2019-04-03"),
            ("es.", "26/07/2018", "2018-07-26"),
            ("de.", "18/08/2019", "2019-08-18"),
            ("fr.", "18/08/2019", "2019-08-18"),
            ("zh.", "2019-03-05", "2019-03-05"),
            ("ko.", "2018-07-29", "2018-07-29"),
            ("jp.", "2019-01-05", "2019-01-05"),
        ],
    )
    def test_the_printed_date_in_the_order_of_the_edition(
        self, host: str, line: str, published: str
    ) -> None:
        article = read(TEXT, f"https://{host}bitterwinter.org/x/", datetime="", date=line)
        assert (article.published, article.published_raw) == (published, line)
        assert article.sources.published == "printed"

    @pytest.mark.parametrize(
        ("host", "line", "published", "account"),
        [
            ("", "05/12/2023Massimo Introvigne |", "2023-05-12", "Massimo Introvigne"),
            ("ko.", "2018-07-29장 타오 (江濤) |", "2018-07-29", "장 타오 (江濤)"),
        ],
    )
    def test_a_date_line_glued_to_the_author(
        self, host: str, line: str, published: str, account: str
    ) -> None:
        page = (
            f"<html><body class='single single-post postid-3'><main><h1>T</h1><p>{line}</p>"
            f"<div class='entry-content'>{TEXT}</div></main></body></html>"
        )
        article = extract(page, f"https://{host}bitterwinter.org/x/")
        assert (article.published, article.posted_by.name) == (published, account)

    def test_an_unknown_form_of_date_is_refused_not_guessed(self) -> None:
        with pytest.raises(NotAnArticle, match="no date"):
            read(TEXT, datetime="", date="the day after tomorrow")

    def test_a_contradiction_is_told(self) -> None:
        assert read(TEXT, date="03/19/2019").warnings == [
            "published: 2019-03-09T09:10:00+01:00 in the metadata, 2019-03-19 as printed"
        ]


class TestOtherPages:
    @pytest.mark.parametrize("ending", ["amp/", "?fbclid=1", "?utm_source=x", "#more", ""])
    def test_every_spelling_is_one_article(self, ending: str) -> None:
        assert read(TEXT, f"{URL}{ending}", url="").url == URL

    def test_23_an_amp_copy_is_refused(self) -> None:
        with pytest.raises(NotAnArticle, match="amp"):
            extract("<html amp><body><h1>T</h1><p>Text</p></body></html>", f"{URL}amp/")

    @pytest.mark.parametrize(
        ("page", "reason"),
        [
            ("<title>Just a moment...</title><h1>Checking your browser</h1>", "challenge"),
            (
                "<title>Maintenance</title><h1>Briefly unavailable for scheduled maintenance</h1>",
                "maintenance",
            ),
            ("<title>Page not found</title><h1>Not found, error 404</h1>", "not found"),
            ("<title>Log In</title><form id='loginform'></form>", "login"),
            (
                "<title>Protected: X</title><form><input name='post_password'></form>",
                "password",
            ),
            ("<h1>Something</h1><p>Some text.</p>", "no article"),
            ("", "no article"),
        ],
    )
    def test_what_stands_in_for_a_page_is_refused(self, page: str, reason: str) -> None:
        with pytest.raises(NotAnArticle) as refusal:
            extract(f"<html><body>{page}</body></html>", URL)
        assert refusal.value.reason == reason

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("home", "home"),
            ("archive category", "listing"),
            ("page page-id-7", "page"),
            ("attachment attachmentid-9 single single-attachment postid-9", "attachment"),
            ("search search-results", "search"),
            ("error404", "not found"),
        ],
    )
    def test_pages_that_are_no_post_are_refused_by_name(self, name: str, reason: str) -> None:
        with pytest.raises(NotAnArticle) as refusal:
            extract(f"<html><body class='{name}'><h1>T</h1><p>Text.</p></body></html>", URL)
        assert refusal.value.reason == reason

    def test_a_post_without_title_or_body_says_so(self) -> None:
        article = read("", title="")
        assert (article.title, article.body) == ("", "")
        assert article.warnings == ["title: none", "body: none"]

    def test_a_post_that_is_one_film(self) -> None:
        article = read('<p><iframe src="https://player.vimeo.com/video/1"></iframe></p>')
        assert [(one.kind, one.url) for one in article.embeds] == [
            ("video", "https://player.vimeo.com/video/1")
        ]
