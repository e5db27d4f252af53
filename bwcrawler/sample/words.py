"""The vocabulary of the sample magazine: made-up sentences, one set per edition.

Templates are filled with `str.format`. The subject of an article fixes `{place}`, `{group}`,
`{office}`, `{law}` and `{person}`; `{n}`, `{m}`, `{month}` and `{day}` differ from sentence to
sentence. Labels that the pages of an edition print ("Tagged With", "by", …) are not here but in
`bwcrawler.editions`.
"""

# ruff: noqa: E501 - sentences are data

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one edition writes with."""

    titles: tuple[str, ...]
    decks: tuple[str, ...]
    sentences: tuple[str, ...]
    headings: tuple[str, ...]
    captions: tuple[str, ...]
    credit_link: str
    """The linked word at the end of a caption."""
    credits: tuple[str, ...]
    """Other endings of a caption."""
    questions: tuple[str, ...]
    question_label: str
    answer_label: str
    places: tuple[str, ...]
    groups: tuple[str, ...]
    offices: tuple[str, ...]
    laws: tuple[str, ...]
    people: tuple[str, ...]
    """Guests and witnesses; the accounts stand in `taxonomy`."""
    months: tuple[str, ...]
    notes: tuple[str, ...]
    """Starred notes: a paper, an introduction, a report."""
    source: str
    """What the `Source:` line of 2018 names."""
    author_deck: str
    """A deck that names its author (`{name}`)."""
    legal_article: str
    pseudonym: str
    """The notice in an author box."""
    pseudonym_mark: str
    """The mark after a name in running text."""
    bio: str
    """`{name}` of a contributor."""
    self_description: tuple[str, ...]
    """The two paragraphs in the author box of the magazine's own account."""
    glossary: tuple[tuple[str, str], ...]
    """Slug and title of each entry."""
    term: tuple[str, ...]
    """Paragraphs of a glossary entry (`{term}`)."""
    about: tuple[str, ...]
    menu_pages: tuple[str, str, str, str]
    """Titles of the about, editorial board, topics and donate pages."""
    tagline: str
    logo_alt: str
    skip_links: tuple[str, str, str]
    not_found: str
    begins_with_by: str = ""
    """A paragraph that opens as a byline does and is none."""
    series_line: str = ""
    """`{part}`, `{parts}`, and `{links}` to the other parts."""
    series_link: str = ""
    series_words: str = ""
    byline_join: str = " "
    """Between the by-word and the name."""
    signoff_join: str = " "
    blank: str = " "
    """Between two sentences."""


# fmt: off

ENGLISH = Words(
    titles=(
        "{place}: {n} Believers of {group} Questioned over a Picnic",
        "{place} Officials Count the Candles of {group}",
        "Why Does {office} Fear {group}?",
        "A Letter from {person}: What We Lost in {place}",
        "The {law} Comes to {place}",
        "“We Sang in the Kitchen”: {group} After the Raid in {place}",
        "{group} and the Courts of {place}: {n} Years of Waiting",
        "{person} Walks Free in {place}, but the Case Is Not Over",
        "How {place} Closed {n} Meeting Halls in One Week",
        "{place}, a Prayer House Becomes a Parking Lot",
        "The Neighbors of {group}: Voices from {place}",
        "{office} Publishes New Rules on Singing in Public",
        "What {person} Saw in the Archives of {place}",
        "{group} in {place}: A Conference Looks Back",
        "Religious Books Weighed and Pulped in {place}",
    ),
    decks=(
        ("In {place}, {office} asked for lists of names. The members of {group} answered "
        "with silence."),
        "The {law} was meant for smugglers. It is now read aloud to {group}.",
        "{person} has waited {n} months for an answer that should take a day.",
        "Nobody in {place} remembers a complaint against {group}. The file says there were {n}.",
        "Two scholars explain why the story told about {group} does not match the documents.",
        "A small hall, {n} chairs, and one lock that was changed at night.",
    ),
    sentences=(
        ("The hall in {place} had {n} chairs, a piano, and a calendar that nobody had turned "
        "since {month}."),
        "{office} sent {n} letters to the families of {group} and received {m} replies.",
        "“I came because my mother used to come,” said {person}, who is a retired weaver.",
        "According to the minutes of the meeting, the {law} was mentioned {n} times and read once.",
        "On {month} {day}, a locksmith from another town changed the lock of the side door.",
        "The lawyers asked for the original of the report, and were shown a copy of a copy.",
        "Members of {group} in {place} now meet in groups of {n}, never on the same day twice.",
        "A spokesperson for {office} said that the measure was temporary, as measures tend to be.",
        "The neighbors, who had lent the hall {m} benches, asked for them back in writing.",
        "{person} keeps the keys of the old building in a drawer, although the building is gone.",
        "Three experts were heard; the judgment quotes the one who had never visited {place}.",
        "The {law} has {n} paragraphs, and the word “faith” occurs in none of them.",
        "It took {office} {m} weeks to answer that the question had been put to the wrong desk.",
        "Children were asked to draw what they had done on the weekend, and the drawings were kept.",
        "Some of those questioned signed a promise; others signed with the name of a poet.",
        "The archive of the parish was carried out in {n} boxes and has not been seen since.",
        "Scholars who have studied {group} for decades describe a community of gardeners.",
        "In {month}, the heating of the hall was switched off “for reasons of order.”",
        "The report lists {n} incidents, of which {m} took place before the hall was built.",
        ("{person} remembers the evening well: it rained, and the police officers took off "
        "their shoes."),
        "None of this is secret; it is printed in the bulletin that {office} sends to libraries.",
        "What happened in {place} is smaller than a tragedy and larger than a misunderstanding.",
        "A court of appeal may look at the case in {month}, if the file arrives by then.",
        "For {group}, the question is no longer where to pray but whom to ask.",
    ),
    headings=(
        "The Night of the Locksmith",
        "What the File Says",
        "A Law Looking for a Crime",
        "{n} Chairs",
        "Voices from {place}",
        "What Comes Next",
    ),
    captions=(
        "The hall of {group} in {place}.",
        "{person} in front of the locked door.",
        "A bench returned to its owner, {place}.",
        "The notice posted by {office}.",
        "Members of {group} during a walk.",
    ),
    credit_link="Credits",
    credits=(
        "Screenshot.",
        "Source: Archive of the Parish.",
        "From X.",
        "AI elaboration based on a drawing.",
        "Photo by the author.",
        "(Internet picture)",
    ),
    questions=(
        "When did you first hear of the file?",
        "What do you tell those who say it is only a matter of locks?",
        "Did anybody from {office} ever visit you?",
        "What would you ask the judges?",
    ),
    question_label="Q:",
    answer_label="A:",
    places=(
        "Henan",
        "Anhui",
        "Jiangxi",
        "Fujian",
        "Gansu",
        "Luoyang",
        "Wenzhou",
        "Lahore",
        "Pakistan",
        "Taipei",
        "Seoul",
        "Riga",
        "Almaty",
        "Lisbon",
        "Buenos Aires",
        "Nairobi",
        "Kathmandu",
        "Hualien",
        "Tbilisi",
        "Osaka",
    ),
    groups=(
        "the Orchard Church",
        "the Lantern Community",
        "the Hall of Quiet",
        "the River Brethren",
        "Tai Ji Men",
        "the Seventh Bell",
        "the House of Reeds",
        "the Morning Path",
    ),
    offices=(
        "the Bureau of Assemblies",
        "the Office for Cultural Order",
        "the District Committee",
        "the Tax Court",
        "the Inspectorate of Halls",
    ),
    laws=("Ordinance on Quiet Hours", "Assembly Act", "Decree on Lists", "Bell Regulation"),
    people=(
        "Agnes Holub",
        "Teodor Vale",
        "Lin Qiaoyun",
        "Farida Noor",
        "Jonas Ekdal",
        "Mei Songhua",
        "Rosa Quint",
        "Paavo Lehti",
        "Charlotte Leeds",
        "Bao Renshu",
        "Salma Idris",
        "Ilse Kornfeld",
    ),
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    notes=(
        "*A paper presented at the conference “Halls and Laws,” {place}, {month} {day}, 2017.",
        "*Introduction to the webinar “Benches and Rights,” held on {month} {day}, 2016.",
        "*A report sent to several international offices on {month} {day}, 2017.",
    ),
    series_line="Article {part} of {parts}. Read {links}.",
    series_link="article {part}",
    series_words="Second in a series of four articles about the file of {place}.",
    source="Direct Reports from {place}",
    author_deck="Opening speech by {name}, a contributor to this magazine, on the halls of {place}.",
    begins_with_by="By the end of {month}, {n} of the families had moved away, and the hall in "
    "{place} stood empty.",
    legal_article="Article {n}. Halls with more than {m} seats shall keep a list of those who sit.",
    pseudonym="Uses a pseudonym for security reasons.",
    pseudonym_mark="(pseudonym)",
    bio="{name} (born March 3, 1961 in {place}) is a historian of small communities. {name} has "
    "published on archives, benches, and the law of assemblies, and teaches evening classes.",
    self_description=(
        ("This sample magazine reports on how imaginary communities are allowed, or not allowed, "
        "to meet in imaginary halls."),
        "Its correspondents do not exist, and its readers are programs under test.",
    ),
    glossary=(
        ("hall-church", "Hall Church"),
        ("quiet-hours", "Quiet Hours"),
        ("list-desk", "List Desk"),
        ("bench-loan", "Bench Loan"),
        ("bell-officer", "Bell Officer"),
        ("reed-house", "Reed House"),
        ("lantern-walk", "Lantern Walk"),
        ("order-talk", "Order Talk"),
    ),
    term=(
        "“{term}” is what local officials call an arrangement that no statute defines.",
        ("The expression first occurs in circulars of the 1990s. Reports from the provinces "
        "explain “{term}” in at least three ways, which do not agree."),
    ),
    about=(
        "This magazine is a sample. Everything in it was made up to try out a crawler.",
        "It imitates the structure of a real magazine on religious liberty, and none of its text.",
    ),
    menu_pages=("About", "Editorial Board", "Topics", "Donate"),
    tagline="A magazine on religious liberty and human rights",
    logo_alt="three friends of winter",
    skip_links=("Skip to primary navigation", "Skip to main content", "Skip to footer"),
    not_found="Not found, error 404",
)
