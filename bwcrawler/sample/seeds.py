"""Two posts built to the skeleton of two real pages, in words of our own.

Both are by the magazine's lead author, with his box and web site. The first has everything: a
date of 12 May 2023, a section with its parent, two captions with credits, the tags China and
Pakistan, four related and four keep-reading titles. The second ends with a bio that no heading
sets apart.
"""

# ruff: noqa: E501 - sentences are data

from __future__ import annotations

from dataclasses import dataclass

from bwcrawler.sample.pieces import Picture, Piece, paragraph, pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """What is fixed about such a post."""

    title: str
    deck: str
    paragraphs: tuple[str, ...]
    captions: tuple[tuple[int, str], ...] = ()
    """Before which paragraph, and the caption as HTML."""
    bio: str = ""
    """The paragraph at the end, which is no part of the article."""
    moment: tuple[int, int, int, int, int]
    section: str = "op-eds-international"
    tags: tuple[str, ...] = ("china", "pakistan")

    def content(self) -> list[Piece]:
        """The pieces after deck and byline."""
        found: list[Piece] = []
        captions = dict(self.captions)
        for number, text in enumerate(self.paragraphs):
            if number in captions:
                found.append(pictures(_picture(number, captions[number])))
            found.append(paragraph(text))
        if self.bio:
            found.append(paragraph(self.bio, "bio"))
        return found


def _picture(number: int, caption: str) -> Picture:
    alt = caption.replace("</a>", "").partition("<a")
    end = alt[2].partition(">")[2]
    return Picture(
        id=19_000 + number, path=f"2023/05/ministry-{number}", alt=alt[0] + end, caption=caption
    )


SEEDS: dict[str, Seed] = {
    "seed-full-page": Seed(
        title="The Ministry Papers: How a Leaked Note Describes Pakistan’s Choice of China",
        deck="An internal note says that the country “cannot sit on two chairs when only one is "
        "offered.”",
        moment=(2023, 5, 12, 9, 10),
        paragraphs=(
            (
                "The papers that circulated on a chat server last month look authentic to those who "
                "can tell. How they left the building where they were written is still unknown."
            ),
            (
                "One of them concerns Pakistan. It is a note of March 2023 from the desk of a "
                "minister of state, who should not be taken for the minister whose deputy she is."
            ),
            (
                "The note bears the title “Two Chairs.” It goes through the gestures made toward "
                "Washington and finds that each of them, however small, was noticed in Beijing. A "
                "“partnership” that matters, it concludes, leaves no room for gestures."
            ),
            (
                "Some readers believe that the purpose was to justify an absence from a summit on "
                "democracy. The chair reserved for the country had been empty at the first one too."
            ),
            (
                "Beyond the occasion, the note raises questions that readers of “Bitter Winter” have "
                "met before, since the courts of the country are a regular subject of these pages."
            ),
            (
                "Aid has been given for decades, partly out of kindness and partly in the hope that "
                "minorities would be better protected. Both reasons made donors patient."
            ),
            (
                "If the note is right, patience was the wrong tool. The choice has been made, and "
                "those who care for religious liberty may now speak as plainly as the note does."
            ),
        ),
        captions=(
            (0, 'Minister Ayla Rahmat. <a href="https://commons.example.org/wiki/A">Credits</a>.'),
            (4, "The ministry in Islamabad. Source: Ministry of Foreign Affairs of Pakistan."),
        ),
    ),
    "seed-bio-in-body": Seed(
        title="Pakistan and China: A Friendship Cast in Iron",
        deck="On a foreign channel, the prime minister calls the friendship with Beijing "
        "“harder than iron.”",
        moment=(2021, 7, 2, 8, 30),
        paragraphs=(
            (
                "“Wherever a vote is taken, we shall raise our hands together.” The prime minister "
                "said so in a video call with a foreign broadcaster on the last Tuesday of June."
            ),
            (
                "He added that the friendship had been tested by criticism and by offers, and that "
                "neither would change it. “No pressure will,” he said."
            ),
            (
                "The call belongs to a series of meetings that both governments describe as a "
                "dialogue. The previous round took place on an island in the south of China."
            ),
            (
                "There, the two foreign ministers promised each other support on every question that "
                "either of them calls an internal one."
            ),
            (
                "What looks like courtesy is a method: those who are criticized for the same reasons "
                "vote together, and each vote is remembered."
            ),
        ),
        bio="Massimo Introvigne is an Italian sociologist of religions. He founded a center for "
        "the study of new religious movements in Turin and has written many books on them.",
    ),
}
