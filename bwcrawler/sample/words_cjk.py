"""The Chinese (Traditional), Korean and Japanese vocabularies of the sample magazine."""

# ruff: noqa: E501
# fmt: off

from __future__ import annotations

from bwcrawler.sample.words import Words

_MONTHS = tuple(f"{number}月" for number in range(1, 13))

CHINESE = Words(
    titles=("{place}:{n}張椅子與一把鎖", "{office}為何懼怕{group}", "{place}的大廳變成車庫", "{person}講述:鎖匠之夜", "{place}頒佈{law}(圖)", "{group}在{place}等了{n}年"),
    decks=("在{place},有人夜裏換了鎖,沒有人說是誰。", "{office}要一份名單,{group}以沉默回答。", "{person}等了{n}個月,等一個只需一天的答覆。"),
    sentences=(
        "{place}的大廳有{n}張椅子、一架鋼琴和一本停在{month}的日曆。", "會議記錄顯示,{law}被提到{n}次,只被讀過一次。",
        "「我來,是因為母親以前也來。」退休的織工{person}說。", "{month}{day}日,一名外地鎖匠換了側門的鎖。",
        "{office}寄出{n}封信,收到{m}封回信。", "鄰居借出{m}條長凳,後來書面要求歸還。",
        "大樓已經不在了,{person}仍把鑰匙放在抽屜裏。", "這些都不是秘密,寄給圖書館的通報上都有。",
    ),
    headings=("鎖匠之夜", "檔案怎麼說", "{n}張椅子", "來自{place}的聲音"),
    captions=("{place}的大廳", "{person}在鎖上的門前", "{office}張貼的通知"),
    credit_link="圖片來源", credits=("(網絡圖片)", "(知情人提供)"),
    questions=("您第一次聽說這份檔案是甚麼時候?", "您想問法官甚麼?"), question_label="問:", answer_label="答:",
    places=("河南", "安徽", "江西", "福建", "甘肅", "洛陽"), groups=("果園教會", "燈籠會", "蘆葦堂"),
    offices=("集會局", "區委會"), laws=("《集會條例》", "《名單辦法》"), people=("林巧雲", "梅松華", "鮑仁書"),
    months=_MONTHS,
    notes=("*本文為2017年{month}{day}日「大廳與法律」研討會論文。", "*本文為2016年{month}{day}日網絡研討會的導言。", "*本報告於2017年{month}{day}日送交多個機構。"),
    source="{place}的直接報道", author_deck="本刊撰稿人{name}就{place}的大廳所作的開幕演講。",
    legal_article="第{n}條 座位超過{m}個的大廳應備名單。", pseudonym="出於安全考慮使用化名", pseudonym_mark="(化名)",
    bio="{name}是研究小型社群的歷史學者,在夜校任教。",
    self_description=("這本樣刊報道虛構的社群和他們的大廳。", "它的記者並不存在。"),
    glossary=(("hall-church", "廳堂教會"), ("quiet-hours", "安靜時段"), ("bench-loan", "借凳")),
    term=("「{term}」是一種沒有法律定義的做法。", "這個詞最早見於九十年代的通知。"), about=("這本雜誌是樣本,內容全屬虛構。",),
    menu_pages=("關於我們", "編輯委員會", "主題", "捐款"), tagline="一本關於中國宗教自由及人權狀況的雜誌", logo_alt="",
    skip_links=("Skip to main content", "Skip to primary sidebar", "Skip to footer"), not_found="找不到頁面",
    byline_join=":", signoff_join="  ", blank="",
)

KOREAN = Words(
    titles=("{place}: 의자 {n}개와 자물쇠 하나", "{office}은 왜 {group}를 두려워하나", "{place} 회관, 차고로 바뀌어", "{person}이 말하는 자물쇠 수리공의 밤", "{place}에 온 {law} (영상)", "{group}, {place}에서 {n}년을 기다리다"),
    decks=("{place}에서 밤사이 자물쇠가 바뀌었다. 누가 했는지 말하는 사람은 없다.", "{office}이 명단을 요구했다. {group}는 침묵으로 답했다.", "{person}은 하루면 될 답을 {n}개월째 기다린다."),
    sentences=(
        "{place}의 회관에는 의자 {n}개와 피아노, 그리고 {month}에 멈춘 달력이 있었다.", "회의록에 따르면 {law}은 {n}번 언급되고 한 번 읽혔다.",
        "“어머니가 다니셨기에 저도 왔습니다.” 은퇴한 직조공 {person}의 말이다.", "{month} {day}일, 다른 도시에서 온 수리공이 옆문의 자물쇠를 바꿨다.",
        "{office}은 편지 {n}통을 보내고 답장 {m}통을 받았다.", "이웃들은 긴 의자 {m}개를 빌려주었다가 서면으로 돌려 달라고 했다.",
        "건물은 사라졌지만 {person}은 열쇠를 서랍에 보관하고 있다.", "이 가운데 비밀은 없다. 도서관에 보내는 소식지에 실려 있다.",
    ),
    headings=("수리공의 밤", "서류가 말하는 것", "의자 {n}개", "{place}의 목소리"),
    captions=("{place}의 회관", "잠긴 문 앞의 {person}", "{office}이 붙인 공고"),
    credit_link="출처", credits=("인터넷 사진: 교구 기록", "저우 화(周華)/비터 윈터"),
    questions=("그 서류에 대해 처음 들은 것은 언제입니까?", "판사들에게 무엇을 묻고 싶습니까?"), question_label="문:", answer_label="답:",
    places=("허난", "안후이", "장시", "푸젠", "간쑤"), groups=("과수원 교회", "등불 공동체", "갈대의 집"),
    offices=("집회국", "구 위원회"), laws=("집회 조례", "명단 규정"), people=("린 차오윈", "메이 쑹화", "박하늘"),
    months=tuple(f"{number}월" for number in range(1, 13)),
    notes=("*2017년 {month} {day}일 ‘회관과 법’ 학술회의 발표문.", "*2016년 {month} {day}일 웨비나 서문.", "*2017년 {month} {day}일 여러 기관에 보낸 보고서."),
    source="{place} 현지 소식", author_deck="본지 필자 {name}의 {place} 회관에 관한 개회 연설.",
    legal_article="제{n}조 좌석이 {m}석을 넘는 회관은 명단을 둔다.", pseudonym="안전을 위해 가명을 사용한다.", pseudonym_mark="(가명)",
    bio="{name}은 작은 공동체를 연구하는 역사학자이며 야학에서 가르친다.",
    self_description=("이 견본 잡지는 상상의 공동체와 그 회관을 다룬다.", "기자들은 존재하지 않는다."),
    glossary=(("hall-church", "회관 교회"), ("quiet-hours", "정숙 시간"), ("bench-loan", "의자 대여")),
    term=("‘{term}’은 어느 법도 정의하지 않는 관행이다.", "이 말은 1990년대 회람에 처음 나온다."), about=("이 잡지는 견본이며 모든 내용은 지어낸 것이다.",),
    menu_pages=("소개", "편집 위원회", "토픽", "기부"), tagline="중국의 \\n 종교적 자유와 인권에 관한 \\n 온라인 매거진", logo_alt="three friends of winter",
    skip_links=("메인 컨텐츠로 건너뛰기", "기본 사이드바로 건너뛰기", "풋터로 건너뛰기"), not_found="찾을 수 없음, 오류 404",
)

JAPANESE = Words(
    titles=("{place}:{n}脚の椅子と一つの錠", "{office}はなぜ{group}を恐れるのか", "{place}の集会所が車庫に", "{person}が語る錠前師の夜", "{place}に届いた{law}(動画)", "{group}、{place}で{n}年待つ"),
    decks=("{place}で夜のうちに錠が替えられた。誰がしたのか、誰も言わない。", "{office}は名簿を求め、{group}は沈黙で答えた。", "{person}は一日で済む返事を{n}か月待っている。"),
    sentences=(
        "{place}の集会所には{n}脚の椅子とピアノ、{month}で止まった暦があった。", "議事録によれば、{law}は{n}回言及され、一度だけ読まれた。",
        "「母が通っていたので来ました」と、引退した織工の{person}は言う。", "{month}{day}日、別の町の錠前師が脇の扉の錠を替えた。",
        "{office}は{n}通の手紙を送り、{m}通の返事を受け取った。", "隣人たちは{m}脚の長椅子を貸し、書面で返却を求めた。",
        "建物はもうないが、{person}は鍵を引き出しにしまっている。", "どれも秘密ではない。図書館に送られる会報に載っている。",
    ),
    headings=("錠前師の夜", "書類は何を語るか", "{n}脚の椅子", "{place}からの声"),
    captions=("{place}の集会所", "閉ざされた扉の前の{person}", "{office}の掲示"),
    credit_link="出典", credits=("(インターネット画像)", "(情報提供者)"),
    questions=("その書類について初めて聞いたのはいつですか。", "裁判官に何を尋ねたいですか。"), question_label="問:", answer_label="答:",
    places=("河南", "安徽", "江西", "福建", "甘粛"), groups=("果樹園教会", "提灯の会", "葦の家"),
    offices=("集会局", "区委員会"), laws=("集会条例", "名簿規則"), people=("林巧雲", "梅松華", "高橋葉"),
    months=_MONTHS,
    notes=("*2017年{month}{day}日の会議「集会所と法」で発表された論文。", "*2016年{month}{day}日のウェビナーの序文。", "*2017年{month}{day}日に複数の機関へ送られた報告。"),
    source="{place}からの直接報告", author_deck="本誌寄稿者{name}による、{place}の集会所についての開会の辞。",
    legal_article="第{n}条 座席が{m}を超える集会所は名簿を備える。", pseudonym="安全のため仮名を使用。", pseudonym_mark="(仮名)",
    bio="{name}は小さな共同体を研究する歴史家で、夜間講座で教えている。",
    self_description=("この見本誌は架空の共同体とその集会所を扱う。", "記者は実在しない。"),
    glossary=(("shuukaijo-kyoukai", "集会所教会"), ("seishuku-jikan", "静粛時間"), ("nagaisu-kashidashi", "長椅子貸出")),
    term=("「{term}」はどの法律も定めていない慣行である。", "この語は1990年代の通達に初めて現れる。"), about=("この雑誌は見本であり、内容はすべて架空である。",),
    menu_pages=("本誌について", "編集委員会", "トピックス", "寄付"), tagline="中国における信教の自由の迫害と \\n 人権に関する雑誌",
    logo_alt="Bitter Winter (日本語) - 冬の三人の友が雪の中に立っている絵",
    skip_links=("Skip to main content", "Skip to primary sidebar", "Skip to footer"), not_found="見つかりません",
    byline_join=":", signoff_join=" ", blank="",
)
