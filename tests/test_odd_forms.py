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
            ("By JAMES T. RICHARDSON, JR.", ["JAMES T. RICHARDSON, JR."]),
            ("By LEA PEREKRESTS AND LI NA", ["LEA PEREKRESTS", "LI NA"]),
            ("Written by Nguyễn Văn Đức", ["Nguyễn Văn Đức"]),
            ("Reported by Lin Yijiang", ["Lin Yijiang"]),
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

    @pytest.mark.parametrize(
        "form",
        [
            "<p>by {}. Translated by Nadia Haddad</p>{text}",
            "<p>by {}<br>Translated by Nadia Haddad</p>{text}",
            "<p>by {}</p><p><em>Translated by Nadia Haddad</em></p>{text}",
            "<p>by {}</p>{text}<p>Translated by Nadia Haddad</p>",
        ],
    )
    @pytest.mark.parametrize("name", ["Li Na", "James T. Richardson, Jr."])
    def test_the_translator_has_a_role_of_its_own(self, form: str, name: str) -> None:
        article = read("<p>A deck.</p>" + form.format(name, text=TEXT))
        assert names(article) == [name]
        assert names(article, "translator") == ["Nadia Haddad"]
        assert article.body == TEXT_PLAIN

    def test_a_byline_below_a_short_text_makes_no_deck_of_it(self) -> None:
        article = read("<p>The office is closed.</p><p>by Li Na</p>")
        assert (article.deck, article.body) == ("", "The office is closed.")
        assert names(article) == ["Li Na"]

    def test_paragraphs_before_a_name_are_no_deck(self) -> None:
        text = "<p>The office is closed on Monday.</p>" * 3
        article = read(f"{text}<p>Jiang Tao</p><p>Ask at the door for the keys.</p>")
        assert (article.deck, article.byline) == ("", "")

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
            ("zh", "文/唐哲", ["唐哲"]),
            ("zh", "作者：唐哲　翻譯：李光", ["唐哲"]),
            ("ko", "장 타오 기자", ["장 타오"]),
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
            "{picture}<p><em>{deck}</em></p>",
            "{picture}<h4>{deck}</h4>",
            "<p>by Li Na</p>{picture}<p><strong>{deck}</strong></p>",
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
            "<p>by Li Na</p><p>Q: What happened?</p><p>A: Nothing.</p>",
            "{picture}<p>Q: What happened?</p><p>A: Nothing at all, as far as I know.</p>",
            "<p>by Li Na</p><p>Editor: What then?</p><p>Li: Nothing.</p><p>Editor: Why?</p>",
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

    def test_an_excerpt_of_its_own_leaves_the_text_alone(self) -> None:
        first = "The building cost 89,000 RMB."
        page = GENESIS.replace(
            "</head>", "<meta property='og:description' content='{excerpt}'></head>"
        ).format(body=f"<p>by Li Na</p><p>{first}</p>{TEXT}", excerpt=self.DECK, title="T", url=URL,
                 datetime="2019-03-09T09:10:00+01:00", date="03/09/2019", account="Jiang Tao",
                 before="", after="")  # fmt: skip
        article = extract(page, URL)
        assert (article.deck, article.body) == (self.DECK, f"{first}\n\n{TEXT_PLAIN}")


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

    @pytest.mark.parametrize(
        ("notes", "kept"),
        [
            ("<p>[1] A Book.<br>[2] Another.</p>", ["[1] A Book.", "[2] Another."]),
            (
                "<p><sup>1</sup> A Book.</p><p><sup>2</sup> Another.</p>",
                ["1 A Book.", "2 Another."],
            ),
            ("<p><a href='#r1'>1.</a> A Book.</p>", ["1. A Book."]),
            ("<ol><li>A Book. <a href='#r1'>↩︎</a></li></ol>", ["A Book."]),
            (
                "<ol class='wp-block-footnotes'><li>A Book. <a href='#r'>↩</a></li></ol>",
                ["A Book."],
            ),
            (
                (
                    "<p>[1] A Book.</p><p>Jiang Tao (born June 14, 1955) is a reporter in the city"
                    " of Rome.</p>"
                ),
                ["[1] A Book."],
            ),
        ],
    )
    def test_every_shape_of_footnotes(self, notes: str, kept: list[str]) -> None:
        article = read(f"{TEXT}<hr>{notes}")
        assert article.notes == kept
        assert article.body == TEXT_PLAIN

    @pytest.mark.parametrize(
        "block",
        [
            (
                "<figure class='wp-block-table'><table><tr><td>1</td><td>2</td></tr></table>"
                "<figcaption>Of all.</figcaption></figure>"
            ),
            "<table><caption>Of all.</caption><tr><td>1</td><td>2</td></tr></table>",
            (
                "<figure class='wp-block-gallery'><figure><img src='/a.jpg'></figure>"
                "<figure><img src='/b.jpg'></figure><figcaption>Of all.</figcaption></figure>"
            ),
            "<figure><img src='data:x'><figcaption>Of all.</figcaption></figure>",
        ],
    )
    def test_a_caption_of_no_picture_is_a_note(self, block: str) -> None:
        article = read(f"{TEXT}{block}")
        assert article.notes == ["Of all."]
        assert "Of all." not in article.body

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

    @pytest.mark.parametrize(
        "contents",
        [
            "<p>Table of Contents<br>The Cause<br>The End</p>",
            "<p>Table of Contents</p><p>The Cause</p><p><a href='#b'>The End</a></p>",
            "<ul><li><a href='#a'>1. The Cause</a></li><li>2. The End</li></ul>",
        ],
    )
    def test_13_further_shapes_of_it(self, contents: str) -> None:
        article = read(f"<p>by Li Na</p>{contents}<h2>The Cause</h2>{TEXT}<h2>The End</h2>{TEXT}")
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

    @pytest.mark.parametrize(
        "pointer",
        [
            "<p>Read also:</p><ul><li><a href='/other/'>Another Story</a></li></ul>",
            "<h4>Read also</h4><p><a href='/other/'>Another Story</a></p>",
            (
                "<blockquote class='wp-embedded-content'><a href='/other/'>Another Story</a>"
                "</blockquote><iframe class='wp-embedded-content' src='/other/embed/'></iframe>"
            ),
        ],
    )
    def test_a_label_and_what_it_points_to(self, pointer: str) -> None:
        article = read(f"{TEXT}{pointer}{TEXT}")
        assert article.body == f"{TEXT_PLAIN}\n\n{TEXT_PLAIN}"
        assert [one.title for one in article.related] == ["Another Story"]

    @pytest.mark.parametrize(
        "block",
        [
            (
                "<div><h4>Share this:</h4><ul><li><a href='https://www.facebook.com/sharer/sharer.php"
                "?u=x'>Facebook</a></li></ul></div>"
            ),
            (
                "<p><a href='https://twitter.com/intent/tweet?url=x'>X</a> "
                "<a href='https://wa.me/?text=x'>WhatsApp</a></p>"
            ),
            "<div><h3>Related articles</h3><ul><li><a href='/b/'>Another</a></li></ul></div>",
            (
                "<p>Tagged With: <a rel='tag' href='/tag/china/'>China</a>, "
                "<a rel='tag' href='/tag/islam/'>Islam</a></p>"
            ),
            "<p>Pages: <a href='/a-slug/2/'>2</a> <a href='/a-slug/3/'>3</a></p>",
            "<div><p><a href='/author/jiang-tao/'>Jiang Tao</a></p><p>A reporter.</p></div>",
        ],
    )
    def test_surroundings_under_classes_that_nobody_knows(self, block: str) -> None:
        assert (
            read(f"<p>by Jiang Tao</p>{TEXT}{TEXT}{block}").body == f"{TEXT_PLAIN}\n\n{TEXT_PLAIN}"
        )

    def test_a_heading_of_that_name_above_prose_is_text(self) -> None:
        assert read(f"{TEXT}<h2>Related</h2>{TEXT}").body.count("Related") == 1

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

    @pytest.mark.parametrize(
        "caption", ["Video 1: The raid", "Video", "Video – The raid", "Watch the video of the raid"]
    )
    def test_video_captions_are_no_text(self, caption: str) -> None:
        film = '<iframe src="https://www.youtube.com/embed/x"></iframe>'
        article = read(f"{TEXT}<p>{caption}</p><p>{film}</p>")
        assert article.body == TEXT_PLAIN
        assert article.embeds[0].title == caption

    def test_a_sentence_about_a_film_is_text(self) -> None:
        article = read(f"{TEXT}<p>Video footage shows the raid.</p>{TEXT}")
        assert "Video footage" in article.body


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

    @pytest.mark.parametrize("attributes", ["class='wp-smiley'", "src='/core/emoji/1.svg'"])
    def test_pictures_of_emoji_are_text(self, attributes: str) -> None:
        emoji = f"<img {attributes} alt='💌'>"
        article = read(
            f"<p>Love {emoji} wins.</p><figure><img src='/a.jpg'><figcaption>A card {emoji}."
            "</figcaption></figure>",
            title=f"To You {emoji}",
        )
        assert article.title == "To You 💌"
        assert article.body == "Love 💌 wins."
        assert [one.caption for one in article.figures] == ["A card 💌."]

    def test_what_else_a_frame_holds_is_kept(self) -> None:
        frame = "<figure><img src='/a.jpg'><p>Some prose.</p><figcaption>A.</figcaption></figure>"
        article = read(TEXT + frame)
        assert article.body == f"{TEXT_PLAIN}\n\nSome prose."
        assert "A." in [one.caption for one in article.figures] + article.notes

    def test_a_lazy_picture_of_a_plug_in_that_nobody_knows(self) -> None:
        article = read(f"{TEXT}<figure><img src='data:x' data-late='/a.jpg'></figure>")
        assert [one.url for one in article.figures] == ["https://bitterwinter.org/a.jpg"]

    def test_a_table_with_pictures_lays_out(self) -> None:
        article = read(f"{TEXT}<table><tr><td><img src='/a.jpg'></td><td>Beside.</td></tr></table>")
        assert (len(article.figures), article.blocks[-1].kind) == (1, "paragraph")

    @pytest.mark.parametrize(
        ("quote", "text", "cite"),
        [
            ("<p>A saying.</p><footer>— <cite>A Sage</cite>, of old</footer>", "A saying.",
             "— A Sage, of old"),
            ("<p>A saying. <cite>A Sage</cite></p>", "A saying.", "A Sage"),
            ("<p>As <cite>The Times</cite> wrote, all is lost.</p>",
             "As The Times wrote, all is lost.", ""),
        ],
    )  # fmt: skip
    def test_whom_a_quote_is_ascribed_to(self, quote: str, text: str, cite: str) -> None:
        block = read(f"{TEXT}<blockquote>{quote}</blockquote>{TEXT}").blocks[1]
        assert (block.text, block.cite) == (text, cite)

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

    def test_a_sentence_that_begins_with_a_date_is_no_date_line(self) -> None:
        page = (
            "<html><body class='single single-post postid-3'><main><h1>T</h1>"
            f"<p>June 5, 2020 was a day of arrests.</p><div class='entry-content'>{TEXT}</div>"
            "</main></body></html>"
        )
        with pytest.raises(NotAnArticle, match="no date"):
            extract(page, URL)

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


class TestUnknownThemes:
    """Pages whose class names say nothing, with everything around the text."""

    PAGE = """<html><head><meta property="article:published_time"
    content="2024-06-20T07:00:00+00:00"></head><body class="single-post postid-3"><main>
    <div><h1>A Title</h1><p>by <a rel="author" href="/author/jiang-tao/">Jiang Tao</a> |
    Jun 20, 2024</p></div><div>{content}</div><div><h2>Related Articles</h2>{cards}</div>
    </main></body></html>"""
    CARDS = (
        """<article><h2><a href="/other/">Another Story</a></h2><p>by <a rel="author"
    href="/author/li-na/">Li Na</a> | <span class="published">Jan 2, 2020</span></p></article>"""
        * 3
    )

    def test_deck_and_byline_in_a_module_of_their_own(self) -> None:
        content = (
            "<div><div><p>A deck of one sentence.</p><p>by Li Na</p></div></div>"
            f"<div><div>{TEXT}{TEXT}</div></div>"
        )
        article = extract(self.PAGE.format(content=content, cards=self.CARDS), URL)
        assert (article.deck, names(article)) == ("A deck of one sentence.", ["Li Na"])
        assert article.body == f"{TEXT_PLAIN}\n\n{TEXT_PLAIN}"
        assert article.posted_by.name == "Jiang Tao"

    def test_a_text_too_short_to_stand_out_is_refused(self) -> None:
        with pytest.raises(NotAnArticle, match="no body"):
            extract(self.PAGE.format(content="<p>Closed.</p>", cards=self.CARDS), URL)

    def test_cards_of_other_articles_tell_neither_date_nor_author(self) -> None:
        page = self.PAGE.format(content=TEXT + TEXT, cards=self.CARDS)
        line = page[page.index("<p>by <a") : page.index("</p></div>")]
        article = extract(page.replace(line, "<p>"), URL)
        assert (article.published_raw, article.posted_by.name) == ("", "")
        assert article.warnings == ["authors: none"]
