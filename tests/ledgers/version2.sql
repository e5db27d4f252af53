BEGIN TRANSACTION;
CREATE TABLE answer (
	url VARCHAR NOT NULL, 
	run INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	named INTEGER NOT NULL, 
	total INTEGER, 
	newest VARCHAR NOT NULL, 
	date VARCHAR NOT NULL, 
	etag VARCHAR NOT NULL, 
	last_modified VARCHAR NOT NULL, 
	children VARCHAR NOT NULL, 
	PRIMARY KEY (url, run), 
	FOREIGN KEY(run) REFERENCES run (id)
);
INSERT INTO "answer" VALUES('https://bitterwinter.org/feed/',1,'feed',8,NULL,'','2026-11-22T21:56:40+00:00','"946d704fdb59188230d1d42a77c3d27a"','Wed, 16 Oct 2024 01:58:36 GMT','');
INSERT INTO "answer" VALUES('https://bitterwinter.org/wp-sitemap.xml',1,'sitemap',0,NULL,'','2026-11-22T21:56:40+00:00','','','https://bitterwinter.org/wp-sitemap-posts-post-1.xml
https://bitterwinter.org/wp-sitemap-posts-page-1.xml
https://bitterwinter.org/wp-sitemap-posts-glossary-1.xml
https://bitterwinter.org/wp-sitemap-taxonomies-category-1.xml
https://bitterwinter.org/wp-sitemap-taxonomies-post_tag-1.xml
https://bitterwinter.org/wp-sitemap-users-1.xml');
INSERT INTO "answer" VALUES('https://bitterwinter.org/wp-json/wp/v2/posts?_fields=date_gmt%2Cid%2Clink%2Cmodified_gmt&order=asc&orderby=id&page=1&per_page=100',1,'rest',8,8,'2024-10-16T01:58:36+00:00','2026-11-22T21:56:40+00:00','','','');
INSERT INTO "answer" VALUES('https://bitterwinter.org/wp-sitemap-posts-post-1.xml',1,'sitemap',8,NULL,'','2026-11-22T21:56:40+00:00','','','');
INSERT INTO "answer" VALUES('https://bitterwinter.org/wp-sitemap-posts-page-1.xml',1,'sitemap',0,NULL,'','2026-11-22T21:56:40+00:00','','','');
INSERT INTO "answer" VALUES('https://bitterwinter.org/wp-sitemap-posts-glossary-1.xml',1,'sitemap',0,NULL,'','2026-11-22T21:56:40+00:00','','','');
INSERT INTO "answer" VALUES('https://bitterwinter.org/wp-sitemap-taxonomies-category-1.xml',1,'sitemap',0,NULL,'','2026-11-22T21:56:40+00:00','','','');
INSERT INTO "answer" VALUES('https://bitterwinter.org/wp-sitemap-taxonomies-post_tag-1.xml',1,'sitemap',0,NULL,'','2026-11-22T21:56:40+00:00','','','');
INSERT INTO "answer" VALUES('https://bitterwinter.org/wp-sitemap-users-1.xml',1,'sitemap',0,NULL,'','2026-11-22T21:56:41+00:00','','','');
CREATE TABLE article (
	id INTEGER NOT NULL, 
	post_id INTEGER, 
	url VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	posted_by VARCHAR NOT NULL, 
	first_run INTEGER NOT NULL, 
	last_run INTEGER NOT NULL, 
	changed_run INTEGER NOT NULL, 
	missing_since VARCHAR NOT NULL, 
	gone_since VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(first_run) REFERENCES run (id), 
	FOREIGN KEY(last_run) REFERENCES run (id), 
	FOREIGN KEY(changed_run) REFERENCES run (id)
);
INSERT INTO "article" VALUES(1,208,'https://bitterwinter.org/the-orchard-church-in-lahore-a-conference-looks-back/','live',1,'https://bitterwinter.org/author/camille-marchetti/',1,1,1,'','');
INSERT INTO "article" VALUES(2,201,'https://bitterwinter.org/why-does-the-bureau-of-assemblies-fear-the-hall-of-quiet/','live',1,'https://bitterwinter.org/author/willem-aalders/',1,1,1,'','');
INSERT INTO "article" VALUES(3,202,'https://bitterwinter.org/the-orchard-church-and-the-courts-of-almaty-14-years-of-waiting/','live',1,'https://bitterwinter.org/author/deng-shulan/',1,1,1,'','');
CREATE TABLE found (
	url_id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	modified VARCHAR NOT NULL, 
	covered VARCHAR NOT NULL, 
	last_run INTEGER NOT NULL, 
	PRIMARY KEY (url_id, source_id), 
	FOREIGN KEY(url_id) REFERENCES url (id), 
	FOREIGN KEY(source_id) REFERENCES source (id), 
	FOREIGN KEY(last_run) REFERENCES run (id)
);
INSERT INTO "found" VALUES(2,1,'','',1);
INSERT INTO "found" VALUES(3,1,'','',1);
INSERT INTO "found" VALUES(5,2,'','',1);
INSERT INTO "found" VALUES(6,2,'','',1);
INSERT INTO "found" VALUES(7,2,'','',1);
INSERT INTO "found" VALUES(8,2,'','',1);
INSERT INTO "found" VALUES(2,2,'','',1);
INSERT INTO "found" VALUES(9,2,'','',1);
INSERT INTO "found" VALUES(10,2,'','',1);
INSERT INTO "found" VALUES(3,2,'','',1);
INSERT INTO "found" VALUES(3,4,'2018-10-18T10:53:55+00:00','2018-10-18T10:53:55+00:00',1);
INSERT INTO "found" VALUES(10,4,'2020-03-25T03:43:35+00:00','2020-03-25T03:43:35+00:00',1);
INSERT INTO "found" VALUES(9,4,'2021-11-04T21:48:37+00:00','',1);
INSERT INTO "found" VALUES(2,4,'2022-12-08T11:41:27+00:00','2022-12-08T11:41:27+00:00',1);
INSERT INTO "found" VALUES(6,4,'2024-02-20T17:05:32+00:00','',1);
INSERT INTO "found" VALUES(5,4,'2024-10-16T01:58:36+00:00','',1);
INSERT INTO "found" VALUES(8,4,'2023-06-15T09:00:00+00:00','2023-06-15T09:00:00+00:00',1);
INSERT INTO "found" VALUES(7,4,'2023-12-20T10:00:00+00:00','2023-12-20T10:00:00+00:00',1);
INSERT INTO "found" VALUES(2,5,'','',1);
INSERT INTO "found" VALUES(3,5,'','',1);
INSERT INTO "found" VALUES(3,6,'','',1);
INSERT INTO "found" VALUES(3,9,'','',1);
INSERT INTO "found" VALUES(10,9,'','',1);
INSERT INTO "found" VALUES(9,9,'','',1);
INSERT INTO "found" VALUES(2,9,'','',1);
INSERT INTO "found" VALUES(6,9,'','',1);
INSERT INTO "found" VALUES(5,9,'','',1);
INSERT INTO "found" VALUES(8,9,'','',1);
INSERT INTO "found" VALUES(7,9,'','',1);
INSERT INTO "found" VALUES(1,10,'','',1);
INSERT INTO "found" VALUES(31,10,'','',1);
INSERT INTO "found" VALUES(32,10,'','',1);
INSERT INTO "found" VALUES(33,10,'','',1);
INSERT INTO "found" VALUES(46,10,'','',1);
INSERT INTO "found" VALUES(52,11,'','',1);
INSERT INTO "found" VALUES(53,11,'','',1);
INSERT INTO "found" VALUES(54,11,'','',1);
INSERT INTO "found" VALUES(55,11,'','',1);
INSERT INTO "found" VALUES(56,11,'','',1);
INSERT INTO "found" VALUES(57,11,'','',1);
INSERT INTO "found" VALUES(58,11,'','',1);
INSERT INTO "found" VALUES(59,11,'','',1);
INSERT INTO "found" VALUES(49,12,'','',1);
INSERT INTO "found" VALUES(24,12,'','',1);
INSERT INTO "found" VALUES(20,12,'','',1);
INSERT INTO "found" VALUES(60,12,'','',1);
INSERT INTO "found" VALUES(61,12,'','',1);
INSERT INTO "found" VALUES(62,12,'','',1);
INSERT INTO "found" VALUES(28,12,'','',1);
INSERT INTO "found" VALUES(63,12,'','',1);
INSERT INTO "found" VALUES(64,12,'','',1);
INSERT INTO "found" VALUES(34,13,'','',1);
INSERT INTO "found" VALUES(29,13,'','',1);
INSERT INTO "found" VALUES(25,13,'','',1);
INSERT INTO "found" VALUES(21,13,'','',1);
INSERT INTO "found" VALUES(39,13,'','',1);
INSERT INTO "found" VALUES(40,13,'','',1);
INSERT INTO "found" VALUES(42,13,'','',1);
INSERT INTO "found" VALUES(22,13,'','',1);
INSERT INTO "found" VALUES(30,13,'','',1);
INSERT INTO "found" VALUES(26,13,'','',1);
INSERT INTO "found" VALUES(44,13,'','',1);
INSERT INTO "found" VALUES(65,14,'','',1);
INSERT INTO "found" VALUES(66,14,'','',1);
INSERT INTO "found" VALUES(67,14,'','',1);
INSERT INTO "found" VALUES(27,14,'','',1);
INSERT INTO "found" VALUES(23,14,'','',1);
INSERT INTO "found" VALUES(19,14,'','',1);
INSERT INTO "found" VALUES(2,15,'','',1);
INSERT INTO "found" VALUES(6,16,'','',1);
INSERT INTO "found" VALUES(8,16,'','',1);
INSERT INTO "found" VALUES(9,16,'','',1);
INSERT INTO "found" VALUES(10,16,'','',1);
INSERT INTO "found" VALUES(6,17,'','',1);
CREATE TABLE meta (
	"key" VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema_version','2');
INSERT INTO "meta" VALUES('edition','en');
CREATE TABLE observation (
	article_id INTEGER NOT NULL, 
	run INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	status VARCHAR NOT NULL, 
	PRIMARY KEY (article_id, run), 
	FOREIGN KEY(article_id) REFERENCES article (id), 
	FOREIGN KEY(run) REFERENCES run (id)
);
INSERT INTO "observation" VALUES(1,1,1,'live');
INSERT INTO "observation" VALUES(2,1,1,'live');
INSERT INTO "observation" VALUES(3,1,1,'live');
CREATE TABLE page (
	kind VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	content_sha256 VARCHAR NOT NULL, 
	first_run INTEGER NOT NULL, 
	last_run INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (kind, url), 
	FOREIGN KEY(url) REFERENCES url (url), 
	FOREIGN KEY(first_run) REFERENCES run (id), 
	FOREIGN KEY(last_run) REFERENCES run (id)
);
INSERT INTO "page" VALUES('listing','https://bitterwinter.org/','20ce8e31e140c5a57a7e1ffce5d57099cb05f85a8a9ea8ddef92923a6d6b9eab',1,1,CAST('{"url":"https://bitterwinter.org/","edition":"en","language":"en","kind":"home","heading":"","description":"","entries":[{"title":"The Orchard Church in Lahore: A Conference Looks Back","url":"https://bitterwinter.org/the-orchard-church-in-lahore-a-conference-looks-back/","excerpt":"A small hall, 25 chairs, and one lock that was changed at night.","published":"","author":"","pinned":false},{"title":"Why Does the Bureau of Assemblies Fear the Hall of Quiet?","url":"https://bitterwinter.org/why-does-the-bureau-of-assemblies-fear-the-hall-of-quiet/","excerpt":"In Osaka, the Bureau of Assemblies asked for lists of names. The members of the Hall of Quiet answered with silence.","published":"","author":"","pinned":false},{"title":"Why Does the Bureau of Assemblies Fear the Hall of Quiet?","url":"https://bitterwinter.org/why-does-the-bureau-of-assemblies-fear-the-hall-of-quiet/","excerpt":"In Osaka, the Bureau of Assemblies asked for lists of names. The members of the Hall of Quiet answered with silence.","published":"","author":"","pinned":false}],"page":1,"next":"","last":0,"paginated":false,"theme":"genesis","warnings":[],"fetched":"2026-11-22T21:56:40+00:00","parser":"1"}' AS BLOB));
INSERT INTO "page" VALUES('page','https://bitterwinter.org/about/','bce0dfc638c67e227f2482905583f864aa171d1d22450c407a26b9d5d4251ae6',1,1,CAST('{"url":"https://bitterwinter.org/about/","edition":"en","language":"en","id":114,"kind":"page","title":"About","body":"This magazine is a sample. Everything in it was made up to try out a crawler.\n\nIt imitates the structure of a real magazine on religious liberty, and none of its text.","blocks":[{"kind":"paragraph","text":"This magazine is a sample. Everything in it was made up to try out a crawler.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"It imitates the structure of a real magazine on religious liberty, and none of its text.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]}],"related":[],"links":[],"content_sha256":"bce0dfc638c67e227f2482905583f864aa171d1d22450c407a26b9d5d4251ae6","theme":"genesis","warnings":[],"first_seen":"","last_seen":"","fetched":"2026-11-22T21:56:41+00:00","parser":"1"}' AS BLOB));
INSERT INTO "page" VALUES('page','https://bitterwinter.org/editorial-board/','3da832939330b22cd796314d9b3d96c87d826e6ef1fca3f5f1dae44873b5c76e',1,1,CAST('{"url":"https://bitterwinter.org/editorial-board/","edition":"en","language":"en","id":115,"kind":"page","title":"Editorial Board","body":"Editor-in-Chief\n\nAGNES HOLUB","blocks":[{"kind":"heading","text":"Editor-in-Chief","level":2,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"AGNES HOLUB","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]}],"related":[],"links":[],"content_sha256":"3da832939330b22cd796314d9b3d96c87d826e6ef1fca3f5f1dae44873b5c76e","theme":"genesis","warnings":[],"first_seen":"","last_seen":"","fetched":"2026-11-22T21:56:41+00:00","parser":"1"}' AS BLOB));
INSERT INTO "page" VALUES('page','https://bitterwinter.org/topics/','dab47a2526f5bb1da541b99e84924e15576a6ab4b90cf1f10666dedc2e3c5f2a',1,1,CAST('{"url":"https://bitterwinter.org/topics/","edition":"en","language":"en","id":116,"kind":"page","title":"Topics","body":"China\nPakistan\nTai Ji Men\nReligious Persecution\nTibet\nReligion and arts\nHouse Churches\nEducation\nTaiwan\nCourts & Law\nHenan\nGansu\nFujian\nTaxes\nBooks\nConferences\nLibraries\n全能神教會","blocks":[{"kind":"list","text":"China\nPakistan\nTai Ji Men\nReligious Persecution\nTibet\nReligion and arts\nHouse Churches\nEducation\nTaiwan\nCourts & Law\nHenan\nGansu\nFujian\nTaxes\nBooks\nConferences\nLibraries\n全能神教會","level":0,"ordered":false,"items":["China","Pakistan","Tai Ji Men","Religious Persecution","Tibet","Religion and arts","House Churches","Education","Taiwan","Courts & Law","Henan","Gansu","Fujian","Taxes","Books","Conferences","Libraries","全能神教會"],"rows":[],"cite":"","links":[{"url":"https://bitterwinter.org/tag/china/","text":"China","rel":""},{"url":"https://bitterwinter.org/tag/pakistan/","text":"Pakistan","rel":""},{"url":"https://bitterwinter.org/tag/tai-ji-men/","text":"Tai Ji Men","rel":""},{"url":"https://bitterwinter.org/tag/religious-persecution/","text":"Religious Persecution","rel":""},{"url":"https://bitterwinter.org/tag/tibet/","text":"Tibet","rel":""},{"url":"https://bitterwinter.org/tag/religion-and-arts/","text":"Religion and arts","rel":""},{"url":"https://bitterwinter.org/tag/house-churches/","text":"House Churches","rel":""},{"url":"https://bitterwinter.org/tag/education/","text":"Education","rel":""},{"url":"https://bitterwinter.org/tag/taiwan/","text":"Taiwan","rel":""},{"url":"https://bitterwinter.org/tag/courts/","text":"Courts & Law","rel":""},{"url":"https://bitterwinter.org/tag/henan/","text":"Henan","rel":""},{"url":"https://bitterwinter.org/tag/gansu/","text":"Gansu","rel":""},{"url":"https://bitterwinter.org/tag/fujian/","text":"Fujian","rel":""},{"url":"https://bitterwinter.org/tag/taxes/","text":"Taxes","rel":""},{"url":"https://bitterwinter.org/tag/books/","text":"Books","rel":""},{"url":"https://bitterwinter.org/tag/conferences/","text":"Conferences","rel":""},{"url":"https://bitterwinter.org/tag/libraries/","text":"Libraries","rel":""},{"url":"https://bitterwinter.org/tag/%e5%85%a8%e8%83%bd%e7%a5%9e%e6%95%99%e6%9c%83/","text":"全能神教會","rel":""}]}],"related":[],"links":[{"url":"https://bitterwinter.org/tag/china/","text":"China","rel":""},{"url":"https://bitterwinter.org/tag/pakistan/","text":"Pakistan","rel":""},{"url":"https://bitterwinter.org/tag/tai-ji-men/","text":"Tai Ji Men","rel":""},{"url":"https://bitterwinter.org/tag/religious-persecution/","text":"Religious Persecution","rel":""},{"url":"https://bitterwinter.org/tag/tibet/","text":"Tibet","rel":""},{"url":"https://bitterwinter.org/tag/religion-and-arts/","text":"Religion and arts","rel":""},{"url":"https://bitterwinter.org/tag/house-churches/","text":"House Churches","rel":""},{"url":"https://bitterwinter.org/tag/education/","text":"Education","rel":""},{"url":"https://bitterwinter.org/tag/taiwan/","text":"Taiwan","rel":""},{"url":"https://bitterwinter.org/tag/courts/","text":"Courts & Law","rel":""},{"url":"https://bitterwinter.org/tag/henan/","text":"Henan","rel":""},{"url":"https://bitterwinter.org/tag/gansu/","text":"Gansu","rel":""},{"url":"https://bitterwinter.org/tag/fujian/","text":"Fujian","rel":""},{"url":"https://bitterwinter.org/tag/taxes/","text":"Taxes","rel":""},{"url":"https://bitterwinter.org/tag/books/","text":"Books","rel":""},{"url":"https://bitterwinter.org/tag/conferences/","text":"Conferences","rel":""},{"url":"https://bitterwinter.org/tag/libraries/","text":"Libraries","rel":""},{"url":"https://bitterwinter.org/tag/%e5%85%a8%e8%83%bd%e7%a5%9e%e6%95%99%e6%9c%83/","text":"全能神教會","rel":""}],"content_sha256":"dab47a2526f5bb1da541b99e84924e15576a6ab4b90cf1f10666dedc2e3c5f2a","theme":"genesis","warnings":[],"first_seen":"","last_seen":"","fetched":"2026-11-22T21:56:41+00:00","parser":"1"}' AS BLOB));
INSERT INTO "page" VALUES('page','https://bitterwinter.org/donate/','a0452ac8bb5e32cebe592d65a82950a9c755dbaef822c63a1d9b30906a6ddae6',1,1,CAST('{"url":"https://bitterwinter.org/donate/","edition":"en","language":"en","id":117,"kind":"page","title":"Donate","body":"This magazine is a sample. Everything in it was made up to try out a crawler.","blocks":[{"kind":"paragraph","text":"This magazine is a sample. Everything in it was made up to try out a crawler.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]}],"related":[],"links":[],"content_sha256":"a0452ac8bb5e32cebe592d65a82950a9c755dbaef822c63a1d9b30906a6ddae6","theme":"genesis","warnings":[],"first_seen":"","last_seen":"","fetched":"2026-11-22T21:56:41+00:00","parser":"1"}' AS BLOB));
INSERT INTO "page" VALUES('listing','https://bitterwinter.org/category/china/','0be8804f40ef317f8742412a7aefdfc5e9e6d1cb130f71c6cfadba25c048cbf9',1,1,CAST('{"url":"https://bitterwinter.org/category/china/","edition":"en","language":"en","kind":"section","heading":"China","description":"","entries":[{"title":"The Orchard Church in Lahore: A Conference Looks Back","url":"https://bitterwinter.org/the-orchard-church-in-lahore-a-conference-looks-back/","excerpt":"A small hall, 25 chairs, and one lock that was changed at night.","published":"2022-12-08T12:41:27+01:00","author":"Camille Marchetti","pinned":false},{"title":"Why Does the Bureau of Assemblies Fear the Hall of Quiet?","url":"https://bitterwinter.org/why-does-the-bureau-of-assemblies-fear-the-hall-of-quiet/","excerpt":"In Osaka, the Bureau of Assemblies asked for lists of names. The members of the Hall of Quiet answered with silence.","published":"2018-10-18T12:53:55+02:00","author":"Willem Aalders","pinned":false}],"page":1,"next":"","last":0,"paginated":false,"theme":"genesis","warnings":[],"fetched":"2026-11-22T21:56:41+00:00","parser":"1"}' AS BLOB));
INSERT INTO "page" VALUES('listing','https://bitterwinter.org/category/china/news/','e47a89c92fc0e09c61df892d3e3a720a49fa4edddfa874c07e6255411195b25d',1,1,CAST('{"url":"https://bitterwinter.org/category/china/news/","edition":"en","language":"en","kind":"section","heading":"News China","description":"","entries":[{"title":"Why Does the Bureau of Assemblies Fear the Hall of Quiet?","url":"https://bitterwinter.org/why-does-the-bureau-of-assemblies-fear-the-hall-of-quiet/","excerpt":"In Osaka, the Bureau of Assemblies asked for lists of names. The members of the Hall of Quiet answered with silence.","published":"2018-10-18T12:53:55+02:00","author":"Willem Aalders","pinned":false}],"page":1,"next":"","last":0,"paginated":false,"theme":"genesis","warnings":[],"fetched":"2026-11-22T21:56:41+00:00","parser":"1"}' AS BLOB));
INSERT INTO "page" VALUES('listing','https://bitterwinter.org/category/china/testimonies/','5d97b2e06f5278c8754d4966fc4867792218af458a878e3bc4d31da7f5785747',1,1,CAST('{"url":"https://bitterwinter.org/category/china/testimonies/","edition":"en","language":"en","kind":"section","heading":"Testimonies China","description":"","entries":[],"page":1,"next":"","last":0,"paginated":false,"theme":"genesis","warnings":["no entries"],"fetched":"2026-11-22T21:56:41+00:00","parser":"1"}' AS BLOB));
INSERT INTO "page" VALUES('listing','https://bitterwinter.org/category/china/op-eds/','307e840e951305741cb354d5cef01b542fccf2292d5d381a999aac95c1f4e67e',1,1,CAST('{"url":"https://bitterwinter.org/category/china/op-eds/","edition":"en","language":"en","kind":"section","heading":"Op-eds China","description":"","entries":[],"page":1,"next":"","last":0,"paginated":false,"theme":"genesis","warnings":["no entries"],"fetched":"2026-11-22T21:56:41+00:00","parser":"1"}' AS BLOB));
INSERT INTO "page" VALUES('listing','https://bitterwinter.org/category/china/weekly-feature/','a130cd359b26ac8fbf49bb534db15deb63880c2af1db0c5bfe83c4b5c85c7313',1,1,CAST('{"url":"https://bitterwinter.org/category/china/weekly-feature/","edition":"en","language":"en","kind":"section","heading":"Featured China","description":"","entries":[{"title":"The Orchard Church in Lahore: A Conference Looks Back","url":"https://bitterwinter.org/the-orchard-church-in-lahore-a-conference-looks-back/","excerpt":"A small hall, 25 chairs, and one lock that was changed at night.","published":"2022-12-08T12:41:27+01:00","author":"Camille Marchetti","pinned":false}],"page":1,"next":"","last":0,"paginated":false,"theme":"genesis","warnings":[],"fetched":"2026-11-22T21:56:41+00:00","parser":"1"}' AS BLOB));
INSERT INTO "page" VALUES('listing','https://bitterwinter.org/category/from-world/','cf4b12e4582d12d9ff7efd572374a0e13cf7ad91f8fd38e345763d9e78225802',1,1,CAST('{"url":"https://bitterwinter.org/category/from-world/","edition":"en","language":"en","kind":"section","heading":"From the World","description":"","entries":[{"title":"The Neighbors of the Orchard Church: Voices from Kathmandu","url":"https://bitterwinter.org/the-neighbors-of-the-orchard-church-voices-from-kathmandu/","excerpt":"In Kathmandu, the Office for Cultural Order asked for lists of names. The members of the Orchard Church answered with silence.","published":"2024-02-20T18:05:32+01:00","author":"Tan Yiwei","pinned":false},{"title":"Protected: “We Sang in the Kitchen”: the Hall of Quiet After the Raid in Riga","url":"https://bitterwinter.org/we-sang-in-the-kitchen-the-hall-of-quiet-after-the-raid-in-riga/","excerpt":"There is no excerpt because this is a protected post.","published":"2023-06-15T11:00:00+02:00","author":"Massimo Introvigne","pinned":false},{"title":"“We Sang in the Kitchen”: the Hall of Quiet After the Raid in Kathmandu","url":"https://bitterwinter.org/we-sang-in-the-kitchen-the-hall-of-quiet-after-the-raid-in-kathmandu/","excerpt":"In Kathmandu, the District Committee asked for lists of names. The members of the Hall of Quiet answered with silence.","published":"2021-11-04T22:48:37+01:00","author":"Hu Zhenbai","pinned":false},{"title":"The Orchard Church and the Courts of Almaty: 14 Years of Waiting","url":"https://bitterwinter.org/the-orchard-church-and-the-courts-of-almaty-14-years-of-waiting/","excerpt":"Two scholars explain why the story told about the Orchard Church does not match the documents.","published":"2020-03-25T04:43:35+01:00","author":"Deng Shulan","pinned":false}],"page":1,"next":"","last":0,"paginated":false,"theme":"genesis","warnings":[],"fetched":"2026-11-22T21:56:41+00:00","parser":"1"}' AS BLOB));
INSERT INTO "page" VALUES('listing','https://bitterwinter.org/category/from-world/news-international/','296c5e44ac255abc82c8f84dc4fbe1bc223d41bf824cd9cf3e4dd5f45a6d0f83',1,1,CAST('{"url":"https://bitterwinter.org/category/from-world/news-international/","edition":"en","language":"en","kind":"section","heading":"News Global","description":"","entries":[{"title":"The Neighbors of the Orchard Church: Voices from Kathmandu","url":"https://bitterwinter.org/the-neighbors-of-the-orchard-church-voices-from-kathmandu/","excerpt":"In Kathmandu, the Office for Cultural Order asked for lists of names. The members of the Orchard Church answered with silence.","published":"2024-02-20T18:05:32+01:00","author":"Tan Yiwei","pinned":false}],"page":1,"next":"","last":0,"paginated":false,"theme":"genesis","warnings":[],"fetched":"2026-11-22T21:56:41+00:00","parser":"1"}' AS BLOB));
INSERT INTO "page" VALUES('listing','https://bitterwinter.org/category/from-world/testimonies-international/','e4192a927efa435db065e9da09e67fdbe7d3f77499c97d30db71a96ff0ff683b',1,1,CAST('{"url":"https://bitterwinter.org/category/from-world/testimonies-international/","edition":"en","language":"en","kind":"section","heading":"Testimonies Global","description":"","entries":[],"page":1,"next":"","last":0,"paginated":false,"theme":"genesis","warnings":["no entries"],"fetched":"2026-11-22T21:56:41+00:00","parser":"1"}' AS BLOB));
CREATE TABLE queue (
	position INTEGER NOT NULL, 
	crawl VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	priority INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	payload BLOB NOT NULL, 
	PRIMARY KEY (position), 
	UNIQUE (crawl, url)
);
INSERT INTO "queue" VALUES(1,'update site=http://127.0.0.1:8000','https://bitterwinter.org/robots.txt',5,'doing',CAST('{"callback":"parse_robots","errback":"refuse","meta":{"dont_redirect":true,"dont_obey_robotstxt":true,"redirects":0,"is_start_request":true}}' AS BLOB));
INSERT INTO "queue" VALUES(2,'update site=http://127.0.0.1:8000','https://bitterwinter.org/wp-json/wp/v2/posts?_fields=date_gmt%2Cid%2Clink%2Cmodified_gmt&order=desc&orderby=modified&page=1&per_page=100',0,'todo',CAST('{"callback":"parse_rest","errback":"refuse","meta":{"dont_redirect":true,"dont_obey_robotstxt":false,"redirects":0,"is_start_request":true}}' AS BLOB));
INSERT INTO "queue" VALUES(3,'update site=http://127.0.0.1:8000','https://bitterwinter.org/feed/',4,'todo',CAST('{"callback":"parse_feed","errback":"refuse","meta":{"dont_redirect":true,"dont_obey_robotstxt":false,"redirects":0,"is_start_request":true}}' AS BLOB));
INSERT INTO "queue" VALUES(4,'update site=http://127.0.0.1:8000','https://bitterwinter.org/wp-sitemap.xml',4,'todo',CAST('{"callback":"parse_sitemap","errback":"refuse","headers":{"Referer":["http://127.0.0.1:8000/robots.txt"]},"meta":{"dont_redirect":true,"dont_obey_robotstxt":false,"redirects":0,"depth":1}}' AS BLOB));
CREATE TABLE revision (
	article_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	content_sha256 VARCHAR NOT NULL, 
	parser VARCHAR NOT NULL, 
	first_run INTEGER NOT NULL, 
	last_run INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (article_id, number), 
	UNIQUE (article_id, content_sha256), 
	FOREIGN KEY(article_id) REFERENCES article (id), 
	FOREIGN KEY(first_run) REFERENCES run (id), 
	FOREIGN KEY(last_run) REFERENCES run (id)
);
INSERT INTO "revision" VALUES(1,1,'e1dabb5648840f42f9a372910a3893199d75fbc705d9d4ff4f032da829f0405b','1',1,1,CAST('{"id":208,"url":"https://bitterwinter.org/the-orchard-church-in-lahore-a-conference-looks-back/","edition":"en","language":"en","title":"The Orchard Church in Lahore: A Conference Looks Back","deck":"A small hall, 25 chairs, and one lock that was changed at night.","published":"2022-12-08T12:41:27+01:00","published_raw":"12/08/2022","modified":"","authors":[{"name":"Camille Marchetti","url":"https://bitterwinter.org/author/camille-marchetti/","bio":"Uses a pseudonym for security reasons.","website":"","role":"author"}],"byline":"by Camille Marchetti","posted_by":{"name":"Camille Marchetti","url":"https://bitterwinter.org/author/camille-marchetti/"},"sections":[{"name":"Featured China","url":"https://bitterwinter.org/category/china/weekly-feature/"}],"breadcrumb":["China","Featured China"],"tags":[{"name":"Religion and arts","url":"https://bitterwinter.org/tag/religion-and-arts/"},{"name":"Fujian","url":"https://bitterwinter.org/tag/fujian/"}],"series":{"title":"","line":"","part":0,"of":0,"links":[]},"notes":["Video 2: The hall of the Orchard Church in Lahore."],"body":"The Assembly Act has 36 paragraphs, and the word “faith” occurs in none of them. The lawyers asked for the original of the report, and were shown a copy of a copy. For the Orchard Church, the question is no longer where to pray but whom to ask. In January, the heating of the hall was switched off “for reasons of order.”\n\nThe report lists 66 incidents, of which 17 took place before the hall was built. In February, the heating of the hall was switched off “for reasons of order.” None of this is secret; it is printed in the bulletin that the Tax Court sends to libraries. The Assembly Act has 55 paragraphs, and the word “faith” occurs in none of them.\n\nIt took the Tax Court 25 weeks to answer that the question had been put to the wrong desk. According to the minutes of the meeting, the Assembly Act was mentioned 70 times and read once. The report lists 52 incidents, of which 27 took place before the hall was built.\n\nPaavo Lehti keeps the keys of the old building in a drawer, although the building is gone. The hall in Lahore had 8 chairs, a piano, and a calendar that nobody had turned since June. Some of those questioned signed a promise; others signed with the name of a poet. For the Orchard Church, the question is no longer where to pray but whom to ask.\n\nThe report lists 55 incidents, of which 12 took place before the hall was built. Members of the Orchard Church in Lahore now meet in groups of 36, never on the same day twice. On June 6, a locksmith from another town changed the lock of the side door. In August, the heating of the hall was switched off “for reasons of order.”\nFor the Orchard Church, the question is no longer where to pray but whom to ask.\n\nIt took the Tax Court 29 weeks to answer that the question had been put to the wrong desk. What happened in Lahore is smaller than a tragedy and larger than a misunderstanding. The neighbors, who had lent the hall 5 benches, asked for them back in writing. In May, the heating of the hall was switched off “for reasons of order.”\n\nSome of those questioned signed a promise; others signed with the name of a poet. In September, the heating of the hall was switched off “for reasons of order.” For the Orchard Church, the question is no longer where to pray but whom to ask. Paavo Lehti keeps the keys of the old building in a drawer, although the building is gone.\n\nThree experts were heard; the judgment quotes the one who had never visited Lahore. The neighbors, who had lent the hall 12 benches, asked for them back in writing.","blocks":[{"kind":"figure","text":"Members of the Orchard Church during a walk.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"The Assembly Act has 36 paragraphs, and the word “faith” occurs in none of them. The lawyers asked for the original of the report, and were shown a copy of a copy. For the Orchard Church, the question is no longer where to pray but whom to ask. In January, the heating of the hall was switched off “for reasons of order.”","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"The report lists 66 incidents, of which 17 took place before the hall was built. In February, the heating of the hall was switched off “for reasons of order.” None of this is secret; it is printed in the bulletin that the Tax Court sends to libraries. The Assembly Act has 55 paragraphs, and the word “faith” occurs in none of them.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"It took the Tax Court 25 weeks to answer that the question had been put to the wrong desk. According to the minutes of the meeting, the Assembly Act was mentioned 70 times and read once. The report lists 52 incidents, of which 27 took place before the hall was built.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"Paavo Lehti keeps the keys of the old building in a drawer, although the building is gone. The hall in Lahore had 8 chairs, a piano, and a calendar that nobody had turned since June. Some of those questioned signed a promise; others signed with the name of a poet. For the Orchard Church, the question is no longer where to pray but whom to ask.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"quote","text":"The report lists 55 incidents, of which 12 took place before the hall was built. Members of the Orchard Church in Lahore now meet in groups of 36, never on the same day twice. On June 6, a locksmith from another town changed the lock of the side door. In August, the heating of the hall was switched off “for reasons of order.”\nFor the Orchard Church, the question is no longer where to pray but whom to ask.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"It took the Tax Court 29 weeks to answer that the question had been put to the wrong desk. What happened in Lahore is smaller than a tragedy and larger than a misunderstanding. The neighbors, who had lent the hall 5 benches, asked for them back in writing. In May, the heating of the hall was switched off “for reasons of order.”","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"Some of those questioned signed a promise; others signed with the name of a poet. In September, the heating of the hall was switched off “for reasons of order.” For the Orchard Church, the question is no longer where to pray but whom to ask. Paavo Lehti keeps the keys of the old building in a drawer, although the building is gone.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"Three experts were heard; the judgment quotes the one who had never visited Lahore. The neighbors, who had lent the hall 12 benches, asked for them back in writing.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"embed","text":"","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"embed","text":"Video 1:","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]}],"figures":[{"url":"https://bitterwinter.org/wp-content/uploads/2022/12/lead-079.jpg","alt":"Members of the Orchard Church during a walk.","caption":"Members of the Orchard Church during a walk.","credit":"","credit_url":"","width":1200,"height":800,"position":0}],"embeds":[{"kind":"frame","url":"https://video.example.org/embed/1","title":""},{"kind":"frame","url":"https://video.example.org/embed/2","title":"Video 1:"}],"links":[],"related":[{"kind":"related","title":"“We Sang in the Kitchen”: the Hall of Quiet After the Raid in Kathmandu","url":"https://bitterwinter.org/we-sang-in-the-kitchen-the-hall-of-quiet-after-the-raid-in-kathmandu/","excerpt":""},{"kind":"related","title":"The Neighbors of the Orchard Church: Voices from Kathmandu","url":"https://bitterwinter.org/the-neighbors-of-the-orchard-church-voices-from-kathmandu/","excerpt":""},{"kind":"related","title":"Farida Noor Walks Free in Hualien, but the Case Is Not Over","url":"https://bitterwinter.org/farida-noor-walks-free-in-hualien-but-the-case-is-not-over/","excerpt":""},{"kind":"related","title":"Why Does the Bureau of Assemblies Fear the Hall of Quiet?","url":"https://bitterwinter.org/why-does-the-bureau-of-assemblies-fear-the-hall-of-quiet/","excerpt":""},{"kind":"keep_reading","title":"The Orchard Church and the Courts of Almaty: 14 Years of Waiting","url":"https://bitterwinter.org/the-orchard-church-and-the-courts-of-almaty-14-years-of-waiting/","excerpt":"Two scholars explain why the story told about the Orchard Church does not match the documents."}],"translations":[],"word_count":473,"found_on":[],"theme":"genesis","sources":{"id":"body-class","url":"canonical","title":"theme","deck":"text","published":"time","modified":"","authors":"byline","posted_by":"theme","sections":"breadcrumb","breadcrumb":"theme","tags":"rel","body":"theme","related":""},"warnings":[],"content_sha256":"e1dabb5648840f42f9a372910a3893199d75fbc705d9d4ff4f032da829f0405b","revision":0,"first_seen":"","last_seen":"","last_changed":"","fetched":"2026-11-22T21:56:40+00:00","warc":{"file":"","offset":0,"record_id":""},"parser":"1"}' AS BLOB));
INSERT INTO "revision" VALUES(2,1,'6217e6323e1d304177ee01f900ee63c4d7c299620baccaf94b90a3a53838cf88','1',1,1,CAST('{"id":201,"url":"https://bitterwinter.org/why-does-the-bureau-of-assemblies-fear-the-hall-of-quiet/","edition":"en","language":"en","title":"Why Does the Bureau of Assemblies Fear the Hall of Quiet?","deck":"In Osaka, the Bureau of Assemblies asked for lists of names. The members of the Hall of Quiet answered with silence.","published":"2018-10-18T12:53:55+02:00","published_raw":"10/18/2018","modified":"","authors":[{"name":"Willem Aalders","url":"https://bitterwinter.org/author/willem-aalders/","bio":"","website":"","role":"author"}],"byline":"","posted_by":{"name":"Willem Aalders","url":"https://bitterwinter.org/author/willem-aalders/"},"sections":[{"name":"News China","url":"https://bitterwinter.org/category/china/news/"}],"breadcrumb":["China","News China"],"tags":[{"name":"Tai Ji Men","url":"https://bitterwinter.org/tag/tai-ji-men/"},{"name":"Books","url":"https://bitterwinter.org/tag/books/"}],"series":{"title":"","line":"","part":0,"of":0,"links":[]},"notes":[],"body":"On October 2, a locksmith from another town changed the lock of the side door. Scholars who have studied the Hall of Quiet for decades describe a community of gardeners. The Ordinance on Quiet Hours has 4 paragraphs, and the word “faith” occurs in none of them.\n\nSome of those questioned signed a promise; others signed with the name of a poet. Scholars who have studied the Hall of Quiet for decades describe a community of gardeners.\n\nAccording to the minutes of the meeting, the Ordinance on Quiet Hours was mentioned 40 times and read once. Three experts were heard; the judgment quotes the one who had never visited Osaka.\n\n“I came because my mother used to come,” said Ilse Kornfeld, who is a retired weaver. The archive of the parish was carried out in 38 boxes and has not been seen since. On February 10, a locksmith from another town changed the lock of the side door.","blocks":[{"kind":"figure","text":"The notice posted by the Bureau of Assemblies.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"On October 2, a locksmith from another town changed the lock of the side door. Scholars who have studied the Hall of Quiet for decades describe a community of gardeners. The Ordinance on Quiet Hours has 4 paragraphs, and the word “faith” occurs in none of them.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"Some of those questioned signed a promise; others signed with the name of a poet. Scholars who have studied the Hall of Quiet for decades describe a community of gardeners.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"According to the minutes of the meeting, the Ordinance on Quiet Hours was mentioned 40 times and read once. Three experts were heard; the judgment quotes the one who had never visited Osaka.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"figure","text":"The hall of the Hall of Quiet in Osaka. Credits.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"“I came because my mother used to come,” said Ilse Kornfeld, who is a retired weaver. The archive of the parish was carried out in 38 boxes and has not been seen since. On February 10, a locksmith from another town changed the lock of the side door.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]}],"figures":[{"url":"https://bitterwinter.org/wp-content/uploads/2018/10/lead-283.jpg","alt":"The notice posted by the Bureau of Assemblies.","caption":"The notice posted by the Bureau of Assemblies.","credit":"","credit_url":"","width":1200,"height":800,"position":0},{"url":"https://bitterwinter.org/wp-content/uploads/2018/10/hall-082.jpg","alt":"The hall of the Hall of Quiet in Osaka. Credits.","caption":"The hall of the Hall of Quiet in Osaka. Credits.","credit":"Credits.","credit_url":"https://commons.example.org/wiki/Hall","width":640,"height":480,"position":4}],"embeds":[],"links":[],"related":[{"kind":"related","title":"The Orchard Church and the Courts of Almaty: 14 Years of Waiting","url":"https://bitterwinter.org/the-orchard-church-and-the-courts-of-almaty-14-years-of-waiting/","excerpt":""},{"kind":"related","title":"The Neighbors of the Orchard Church: Voices from Kathmandu","url":"https://bitterwinter.org/the-neighbors-of-the-orchard-church-voices-from-kathmandu/","excerpt":""},{"kind":"related","title":"Farida Noor Walks Free in Hualien, but the Case Is Not Over","url":"https://bitterwinter.org/farida-noor-walks-free-in-hualien-but-the-case-is-not-over/","excerpt":""},{"kind":"related","title":"“We Sang in the Kitchen”: the Hall of Quiet After the Raid in Kathmandu","url":"https://bitterwinter.org/we-sang-in-the-kitchen-the-hall-of-quiet-after-the-raid-in-kathmandu/","excerpt":""},{"kind":"keep_reading","title":"The Orchard Church in Lahore: A Conference Looks Back","url":"https://bitterwinter.org/the-orchard-church-in-lahore-a-conference-looks-back/","excerpt":"A small hall, 25 chairs, and one lock that was changed at night."}],"translations":[],"word_count":158,"found_on":[],"theme":"genesis","sources":{"id":"body-class","url":"canonical","title":"theme","deck":"text","published":"time","modified":"","authors":"account","posted_by":"theme","sections":"breadcrumb","breadcrumb":"theme","tags":"rel","body":"theme","related":""},"warnings":[],"content_sha256":"6217e6323e1d304177ee01f900ee63c4d7c299620baccaf94b90a3a53838cf88","revision":0,"first_seen":"","last_seen":"","last_changed":"","fetched":"2026-11-22T21:56:40+00:00","warc":{"file":"","offset":0,"record_id":""},"parser":"1"}' AS BLOB));
INSERT INTO "revision" VALUES(3,1,'15bf453d60c2b954e45b9e5dbfca942401c0b648c42447a422da3c4a03a3f481','1',1,1,CAST('{"id":202,"url":"https://bitterwinter.org/the-orchard-church-and-the-courts-of-almaty-14-years-of-waiting/","edition":"en","language":"en","title":"The Orchard Church and the Courts of Almaty: 14 Years of Waiting","deck":"Two scholars explain why the story told about the Orchard Church does not match the documents.","published":"2020-03-25T04:43:35+01:00","published_raw":"03/25/2020","modified":"","authors":[{"name":"Deng Shulan","url":"https://bitterwinter.org/author/deng-shulan/","bio":"Uses a pseudonym for security reasons.","website":"","role":"author"}],"byline":"by Deng Shulan","posted_by":{"name":"Deng Shulan","url":"https://bitterwinter.org/author/deng-shulan/"},"sections":[{"name":"Featured Global","url":"https://bitterwinter.org/category/from-world/featured-international/"}],"breadcrumb":["From the World","Featured Global"],"tags":[{"name":"Pakistan","url":"https://bitterwinter.org/tag/pakistan/"},{"name":"Taxes","url":"https://bitterwinter.org/tag/taxes/"}],"series":{"title":"","line":"","part":0,"of":0,"links":[]},"notes":[],"body":"Some of those questioned signed a promise; others signed with the name of a poet. What happened in Almaty is smaller than a tragedy and larger than a misunderstanding. Salma Idris keeps the keys of the old building in a drawer, although the building is gone. It took the District Committee 8 weeks to answer that the question had been put to the wrong desk.\n\nThe lawyers asked for the original of the report, and were shown a copy of a copy. The hall in Almaty had 19 chairs, a piano, and a calendar that nobody had turned since July. A spokesperson for the District Committee said that the measure was temporary, as measures tend to be. For the Orchard Church, the question is no longer where to pray but whom to ask.\n\nIt took the District Committee 28 weeks to answer that the question had been put to the wrong desk. Three experts were heard; the judgment quotes the one who had never visited Almaty.\n\nWhat happened in Almaty is smaller than a tragedy and larger than a misunderstanding. Scholars who have studied the Orchard Church for decades describe a community of gardeners.","blocks":[{"kind":"figure","text":"The hall of the Orchard Church in Almaty.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"Some of those questioned signed a promise; others signed with the name of a poet. What happened in Almaty is smaller than a tragedy and larger than a misunderstanding. Salma Idris keeps the keys of the old building in a drawer, although the building is gone. It took the District Committee 8 weeks to answer that the question had been put to the wrong desk.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"The lawyers asked for the original of the report, and were shown a copy of a copy. The hall in Almaty had 19 chairs, a piano, and a calendar that nobody had turned since July. A spokesperson for the District Committee said that the measure was temporary, as measures tend to be. For the Orchard Church, the question is no longer where to pray but whom to ask.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"figure","text":"The hall of the Orchard Church in Almaty. Credits.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"It took the District Committee 28 weeks to answer that the question had been put to the wrong desk. Three experts were heard; the judgment quotes the one who had never visited Almaty.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]},{"kind":"paragraph","text":"What happened in Almaty is smaller than a tragedy and larger than a misunderstanding. Scholars who have studied the Orchard Church for decades describe a community of gardeners.","level":0,"ordered":false,"items":[],"rows":[],"cite":"","links":[]}],"figures":[{"url":"https://bitterwinter.org/wp-content/uploads/2020/03/lead-065.jpg","alt":"The hall of the Orchard Church in Almaty.","caption":"The hall of the Orchard Church in Almaty.","credit":"","credit_url":"","width":1200,"height":800,"position":0},{"url":"https://bitterwinter.org/wp-content/uploads/2020/03/hall-080.jpg","alt":"The hall of the Orchard Church in Almaty. Credits.","caption":"The hall of the Orchard Church in Almaty. Credits.","credit":"Credits.","credit_url":"https://commons.example.org/wiki/Hall","width":1200,"height":480,"position":3}],"embeds":[],"links":[],"related":[{"kind":"related","title":"Why Does the Bureau of Assemblies Fear the Hall of Quiet?","url":"https://bitterwinter.org/why-does-the-bureau-of-assemblies-fear-the-hall-of-quiet/","excerpt":""},{"kind":"related","title":"Farida Noor Walks Free in Hualien, but the Case Is Not Over","url":"https://bitterwinter.org/farida-noor-walks-free-in-hualien-but-the-case-is-not-over/","excerpt":""},{"kind":"related","title":"The Neighbors of the Orchard Church: Voices from Kathmandu","url":"https://bitterwinter.org/the-neighbors-of-the-orchard-church-voices-from-kathmandu/","excerpt":""},{"kind":"related","title":"“We Sang in the Kitchen”: the Hall of Quiet After the Raid in Kathmandu","url":"https://bitterwinter.org/we-sang-in-the-kitchen-the-hall-of-quiet-after-the-raid-in-kathmandu/","excerpt":""},{"kind":"keep_reading","title":"The Orchard Church in Lahore: A Conference Looks Back","url":"https://bitterwinter.org/the-orchard-church-in-lahore-a-conference-looks-back/","excerpt":"A small hall, 25 chairs, and one lock that was changed at night."}],"translations":[],"word_count":194,"found_on":[],"theme":"genesis","sources":{"id":"body-class","url":"canonical","title":"theme","deck":"text","published":"time","modified":"","authors":"byline","posted_by":"theme","sections":"breadcrumb","breadcrumb":"theme","tags":"rel","body":"theme","related":""},"warnings":[],"content_sha256":"15bf453d60c2b954e45b9e5dbfca942401c0b648c42447a422da3c4a03a3f481","revision":0,"first_seen":"","last_seen":"","last_changed":"","fetched":"2026-11-22T21:56:40+00:00","warc":{"file":"","offset":0,"record_id":""},"parser":"1"}' AS BLOB));
CREATE TABLE run (
	id INTEGER NOT NULL, 
	started VARCHAR NOT NULL, 
	ended VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	facts BLOB NOT NULL, 
	crawl VARCHAR NOT NULL, 
	begun INTEGER NOT NULL, 
	complete BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "run" VALUES(1,'2026-11-22T21:56:40+00:00','2026-11-22T21:56:41+00:00','finished',CAST('{"spider":"archive","command":"__main__.py archive -a site=http://127.0.0.1:8000 -a limit=3 -s OUTPUT_DIR=archive","site":"http://127.0.0.1:8000","arguments":{"site":"http://127.0.0.1:8000","limit":"3"},"settings":{"AUTOTHROTTLE_ENABLED":false,"AUTOTHROTTLE_TARGET_CONCURRENCY":1.0,"CONCURRENT_REQUESTS":16,"CONCURRENT_REQUESTS_PER_DOMAIN":8,"DOWNLOAD_DELAY":0,"DOWNLOAD_MAXSIZE":16777216,"DOWNLOAD_TIMEOUT":30,"RETRY_TIMES":2,"ROBOTSTXT_OBEY":true,"USER_AGENT":"bwcrawler/0.1.0 (no contact given)"},"versions":{"bwcrawler":"0.1.0","python":"3.11.7","scrapy":"2.19.0"}}' AS BLOB),'archive limit=3 site=http://127.0.0.1:8000',1,1);
INSERT INTO "run" VALUES(2,'2026-11-22T21:56:44+00:00','2026-11-22T21:56:44+00:00','closespider_pagecount',CAST('{"spider":"update","command":"__main__.py update -a site=http://127.0.0.1:8000 -s CLOSESPIDER_PAGECOUNT=2 -s OUTPUT_DIR=archive","site":"http://127.0.0.1:8000","arguments":{"site":"http://127.0.0.1:8000"},"settings":{"AUTOTHROTTLE_ENABLED":false,"AUTOTHROTTLE_TARGET_CONCURRENCY":1.0,"CONCURRENT_REQUESTS":16,"CONCURRENT_REQUESTS_PER_DOMAIN":8,"DOWNLOAD_DELAY":0,"DOWNLOAD_MAXSIZE":16777216,"DOWNLOAD_TIMEOUT":30,"RETRY_TIMES":2,"ROBOTSTXT_OBEY":true,"USER_AGENT":"bwcrawler/0.1.0 (no contact given)"},"versions":{"bwcrawler":"0.1.0","python":"3.11.7","scrapy":"2.19.0"}}' AS BLOB),'update site=http://127.0.0.1:8000',2,0);
CREATE TABLE source (
	id INTEGER NOT NULL, 
	url VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	total INTEGER, 
	last_run INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (url), 
	FOREIGN KEY(last_run) REFERENCES run (id)
);
INSERT INTO "source" VALUES(1,'https://bitterwinter.org/','home',NULL,1);
INSERT INTO "source" VALUES(2,'https://bitterwinter.org/feed/','feed',NULL,1);
INSERT INTO "source" VALUES(3,'https://bitterwinter.org/wp-sitemap.xml','sitemap',NULL,1);
INSERT INTO "source" VALUES(4,'https://bitterwinter.org/wp-json/wp/v2/posts','rest',8,1);
INSERT INTO "source" VALUES(5,'https://bitterwinter.org/category/china/','section',NULL,1);
INSERT INTO "source" VALUES(6,'https://bitterwinter.org/category/china/news/','section',NULL,1);
INSERT INTO "source" VALUES(7,'https://bitterwinter.org/category/china/testimonies/','section',NULL,1);
INSERT INTO "source" VALUES(8,'https://bitterwinter.org/category/china/op-eds/','section',NULL,1);
INSERT INTO "source" VALUES(9,'https://bitterwinter.org/wp-sitemap-posts-post-1.xml','sitemap',NULL,1);
INSERT INTO "source" VALUES(10,'https://bitterwinter.org/wp-sitemap-posts-page-1.xml','sitemap',NULL,1);
INSERT INTO "source" VALUES(11,'https://bitterwinter.org/wp-sitemap-posts-glossary-1.xml','sitemap',NULL,1);
INSERT INTO "source" VALUES(12,'https://bitterwinter.org/wp-sitemap-taxonomies-category-1.xml','sitemap',NULL,1);
INSERT INTO "source" VALUES(13,'https://bitterwinter.org/wp-sitemap-taxonomies-post_tag-1.xml','sitemap',NULL,1);
INSERT INTO "source" VALUES(14,'https://bitterwinter.org/wp-sitemap-users-1.xml','sitemap',NULL,1);
INSERT INTO "source" VALUES(15,'https://bitterwinter.org/category/china/weekly-feature/','section',NULL,1);
INSERT INTO "source" VALUES(16,'https://bitterwinter.org/category/from-world/','section',NULL,1);
INSERT INTO "source" VALUES(17,'https://bitterwinter.org/category/from-world/news-international/','section',NULL,1);
INSERT INTO "source" VALUES(18,'https://bitterwinter.org/category/from-world/testimonies-international/','section',NULL,1);
CREATE TABLE url (
	id INTEGER NOT NULL, 
	url VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	attempts INTEGER NOT NULL, 
	last_status INTEGER NOT NULL, 
	last_checked VARCHAR NOT NULL, 
	location VARCHAR NOT NULL, 
	article_id INTEGER, 
	first_run INTEGER NOT NULL, 
	last_run INTEGER, 
	PRIMARY KEY (id), 
	UNIQUE (url), 
	FOREIGN KEY(article_id) REFERENCES article (id), 
	FOREIGN KEY(first_run) REFERENCES run (id), 
	FOREIGN KEY(last_run) REFERENCES run (id)
);
INSERT INTO "url" VALUES(1,'https://bitterwinter.org/','home','done','',1,200,'2026-11-22T21:56:40+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(2,'https://bitterwinter.org/the-orchard-church-in-lahore-a-conference-looks-back/','article','done','',1,200,'2026-11-22T21:56:40+00:00','',1,1,1);
INSERT INTO "url" VALUES(3,'https://bitterwinter.org/why-does-the-bureau-of-assemblies-fear-the-hall-of-quiet/','article','done','',1,200,'2026-11-22T21:56:40+00:00','',2,1,1);
INSERT INTO "url" VALUES(4,'https://bitterwinter.org/feed/','feed','done','',1,200,'2026-11-22T21:56:40+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(5,'https://bitterwinter.org/farida-noor-walks-free-in-hualien-but-the-case-is-not-over/','article','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(6,'https://bitterwinter.org/the-neighbors-of-the-orchard-church-voices-from-kathmandu/','article','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(7,'https://bitterwinter.org/what-charlotte-leeds-saw-in-the-archives-of-lahore/','article','protected','password',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(8,'https://bitterwinter.org/we-sang-in-the-kitchen-the-hall-of-quiet-after-the-raid-in-riga/','article','protected','password',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(9,'https://bitterwinter.org/we-sang-in-the-kitchen-the-hall-of-quiet-after-the-raid-in-kathmandu/','article','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(10,'https://bitterwinter.org/the-orchard-church-and-the-courts-of-almaty-14-years-of-waiting/','article','done','',1,200,'2026-11-22T21:56:40+00:00','',3,1,1);
INSERT INTO "url" VALUES(11,'https://bitterwinter.org/wp-sitemap.xml','sitemap','done','',1,200,'2026-11-22T21:56:40+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(12,'https://bitterwinter.org/wp-sitemap-posts-post-1.xml','sitemap','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(13,'https://bitterwinter.org/wp-sitemap-posts-page-1.xml','sitemap','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(14,'https://bitterwinter.org/wp-sitemap-posts-glossary-1.xml','sitemap','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(15,'https://bitterwinter.org/wp-sitemap-taxonomies-category-1.xml','sitemap','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(16,'https://bitterwinter.org/wp-sitemap-taxonomies-post_tag-1.xml','sitemap','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(17,'https://bitterwinter.org/wp-sitemap-users-1.xml','sitemap','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(18,'https://bitterwinter.org/wp-json/wp/v2/posts?_fields=date_gmt%2Cid%2Clink%2Cmodified_gmt&order=asc&orderby=id&page=1&per_page=100','rest','done','',1,200,'2026-11-22T21:56:40+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(19,'https://bitterwinter.org/author/camille-marchetti/','author','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(20,'https://bitterwinter.org/category/china/weekly-feature/','section','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(21,'https://bitterwinter.org/tag/religion-and-arts/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(22,'https://bitterwinter.org/tag/fujian/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(23,'https://bitterwinter.org/author/willem-aalders/','author','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(24,'https://bitterwinter.org/category/china/news/','section','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(25,'https://bitterwinter.org/tag/tai-ji-men/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(26,'https://bitterwinter.org/tag/books/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(27,'https://bitterwinter.org/author/deng-shulan/','author','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(28,'https://bitterwinter.org/category/from-world/featured-international/','section','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(29,'https://bitterwinter.org/tag/pakistan/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(30,'https://bitterwinter.org/tag/taxes/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(31,'https://bitterwinter.org/about/','page','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(32,'https://bitterwinter.org/editorial-board/','page','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(33,'https://bitterwinter.org/topics/','page','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(34,'https://bitterwinter.org/tag/china/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(35,'https://bitterwinter.org/tag/religious-persecution/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(36,'https://bitterwinter.org/tag/tibet/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(37,'https://bitterwinter.org/tag/house-churches/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(38,'https://bitterwinter.org/tag/education/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(39,'https://bitterwinter.org/tag/taiwan/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(40,'https://bitterwinter.org/tag/courts/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(41,'https://bitterwinter.org/tag/henan/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(42,'https://bitterwinter.org/tag/gansu/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(43,'https://bitterwinter.org/tag/conferences/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(44,'https://bitterwinter.org/tag/libraries/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(45,'https://bitterwinter.org/tag/%e5%85%a8%e8%83%bd%e7%a5%9e%e6%95%99%e6%9c%83/','tag','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(46,'https://bitterwinter.org/donate/','page','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(47,'https://bitterwinter.org/privacy-policy/','page','gone','not found',1,404,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(48,'https://bitterwinter.org/cookie-policy/','page','gone','not found',1,404,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(49,'https://bitterwinter.org/category/china/','section','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(50,'https://bitterwinter.org/category/china/testimonies/','section','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(51,'https://bitterwinter.org/category/china/op-eds/','section','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(52,'https://bitterwinter.org/glossary/hall-church/','glossary','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(53,'https://bitterwinter.org/glossary/quiet-hours/','glossary','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(54,'https://bitterwinter.org/glossary/list-desk/','glossary','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(55,'https://bitterwinter.org/glossary/bench-loan/','glossary','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(56,'https://bitterwinter.org/glossary/bell-officer/','glossary','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(57,'https://bitterwinter.org/glossary/reed-house/','glossary','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(58,'https://bitterwinter.org/glossary/lantern-walk/','glossary','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(59,'https://bitterwinter.org/glossary/order-talk/','glossary','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(60,'https://bitterwinter.org/category/from-world/','section','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(61,'https://bitterwinter.org/category/from-world/news-international/','section','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
INSERT INTO "url" VALUES(62,'https://bitterwinter.org/category/from-world/op-eds-international/','section','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(63,'https://bitterwinter.org/category/documents-and-translations/','section','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(64,'https://bitterwinter.org/category/documents-and-translations/tai-ji-men/','section','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(65,'https://bitterwinter.org/author/massimo-introvigne/','author','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(66,'https://bitterwinter.org/author/hu-zhenbai/','author','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(67,'https://bitterwinter.org/author/tan-yiwei/','author','excluded','nothing to keep',0,0,'','',NULL,1,NULL);
INSERT INTO "url" VALUES(68,'https://bitterwinter.org/category/from-world/testimonies-international/','section','done','',1,200,'2026-11-22T21:56:41+00:00','',NULL,1,1);
CREATE TABLE watermark (
	kind VARCHAR NOT NULL, 
	etag VARCHAR NOT NULL, 
	last_modified VARCHAR NOT NULL, 
	modified VARCHAR NOT NULL, 
	named INTEGER NOT NULL, 
	whole_run INTEGER NOT NULL, 
	PRIMARY KEY (kind)
);
CREATE INDEX ix_run_crawl ON run (crawl);
CREATE INDEX ix_queue_todo ON queue (crawl, priority DESC, position) WHERE state = 'todo';
CREATE UNIQUE INDEX ux_article_post_id ON article (post_id) WHERE post_id IS NOT NULL;
CREATE INDEX ix_article_url ON article (url) WHERE post_id IS NULL;
CREATE INDEX ix_answer_run ON answer (run);
CREATE INDEX ix_url_location ON url (location) WHERE location != '';
CREATE INDEX ix_url_article_id ON url (article_id);
CREATE INDEX ix_url_state ON url (state);
CREATE INDEX ix_observation_run ON observation (run);
CREATE INDEX ix_found_source ON found (source_id, last_run);
COMMIT;
