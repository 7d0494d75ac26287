PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE anchor (one INTEGER PRIMARY KEY CHECK (one = 1), entries INTEGER NOT NULL, head BLOB NOT NULL) STRICT;
INSERT INTO "anchor" VALUES(1,42,X'A3F37B49B5EA6A67AF7778C2FCD56B6BE161AFDB788B6241A832918359E90C71');
CREATE TABLE cell (
        submission INTEGER NOT NULL REFERENCES submission (place),
        line INTEGER NOT NULL,
        key TEXT NOT NULL,
        state TEXT NOT NULL,
        low TEXT,
        high TEXT,
        status TEXT NOT NULL,
        concealed TEXT,
        PRIMARY KEY (submission, line)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "cell" VALUES(1,1,'AFG 2023','exact','3',NULL,'',NULL);
INSERT INTO "cell" VALUES(1,2,'IRN 2023','exact','40',NULL,'',NULL);
INSERT INTO "cell" VALUES(1,3,'SYR 2023','exact','60',NULL,'',NULL);
INSERT INTO "cell" VALUES(1,4,'_T 2023','exact','103',NULL,'',NULL);
INSERT INTO "cell" VALUES(2,1,'AFG 2023','exact','8',NULL,'',NULL);
INSERT INTO "cell" VALUES(3,1,'AFG 2022','exact','400',NULL,'',NULL);
INSERT INTO "cell" VALUES(4,1,'AFG 2022','exact','30',NULL,'',NULL);
INSERT INTO "cell" VALUES(5,1,'AFG 2022','exact','1',NULL,'',NULL);
INSERT INTO "cell" VALUES(6,1,'AFG 2023','exact','3',NULL,'',NULL);
INSERT INTO "cell" VALUES(6,2,'IRN 2023','exact','41',NULL,'',NULL);
INSERT INTO "cell" VALUES(6,3,'SYR 2023','exact','60',NULL,'',NULL);
INSERT INTO "cell" VALUES(6,4,'_T 2023','exact','104',NULL,'',NULL);
CREATE TABLE country (code TEXT PRIMARY KEY) STRICT;
INSERT INTO "country" VALUES('KZ');
INSERT INTO "country" VALUES('MD');
CREATE TABLE documentation (
        country TEXT NOT NULL REFERENCES country (code),
        indicator TEXT NOT NULL REFERENCES indicator (id),
        valid_from TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (country, indicator, valid_from)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE history (
        entry INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        who TEXT NOT NULL,
        proof TEXT NOT NULL,
        country TEXT NOT NULL,
        body TEXT NOT NULL,
        hash BLOB NOT NULL
    ) STRICT;
INSERT INTO "history" VALUES(1,1795334400,'','asserted-by-host','','{"created":{"format":"dsm-mechanism/1","preset":"dsm","roles":[["content-manager","read inspect return release withdraw"],["country-administrator","read grant administer"],["data-approver","read inspect return verify release withdraw"],["data-submitter","read inspect submit revise"],["data-verifier","read inspect return verify"],["national-administrator","read grant administer"],["normal-user","read"],["system-administrator","administer"],["user","read"]],"administrator":"administrator@dsm"}}',X'391619A2D59A09A23ADCB97DA5F0AA699E0438D183E24B2ABB8D1CAD968B1808');
INSERT INTO "history" VALUES(2,1795334400,'','asserted-by-host','','{"indicator-declared":{"id":"ASYLUM_APPLICATIONS","terms":{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}}}',X'2278676F0A3C7E463FF202ADA69C198AC55145ABFEE27E26FC2C4F92626F7A87');
INSERT INTO "history" VALUES(3,1795334400,'','asserted-by-host','','{"indicator-declared":{"id":"ASYLUM_DECISIONS","terms":{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}}}',X'397C113E323A021FF2A4A71A86876D76265081F0E19043008873A59F3D892075');
INSERT INTO "history" VALUES(4,1795334400,'','asserted-by-host','','{"indicator-declared":{"id":"ENTRIES","terms":{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}}}',X'9BD6529FD0599F702F3F93F5727B0F5039172F5C441A1B5CAE237A4DA875C09C');
INSERT INTO "history" VALUES(5,1795334400,'','asserted-by-host','','{"indicator-declared":{"id":"EXITS","terms":{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}}}',X'25D9E140F5317D3E71AD039C15773337DAE24ED8D5D9701579E422E687DC97E6');
INSERT INTO "history" VALUES(6,1795334400,'','asserted-by-host','','{"indicator-declared":{"id":"FOREIGNERS","terms":{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}}}',X'5BB139876931A8B46945FAEEDC996E3726E8EAECDC07326D1C50C18F588F484C');
INSERT INTO "history" VALUES(7,1795334400,'','asserted-by-host','','{"indicator-declared":{"id":"WORK_PERMIT_APPLICATIONS","terms":{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}}}',X'F6CBF4558741522D3790149814D2D565B21D364147110C8CDC4DDEE30FCACA79');
INSERT INTO "history" VALUES(8,1795334400,'','asserted-by-host','','{"indicator-declared":{"id":"WORK_PERMIT_DECISIONS","terms":{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}}}',X'58B743443480AAF7376BD750FEC0CF0244FB3AC3DF4CF9ED831A46437EC9F4AD');
INSERT INTO "history" VALUES(9,1795334401,'administrator@dsm','asserted-by-host','','{"country-added":{"code":"KZ"}}',X'5D8272BCFF069F9A1C6790F3CD03C48C796E3B3D6ED55B7097E0AAE1E070BED5');
INSERT INTO "history" VALUES(10,1795334401,'administrator@dsm','asserted-by-host','KZ','{"user-added":{"id":"administrator@kz","country":"KZ","roles":["national-administrator"]}}',X'3CA247E132833D5F43ECE8F78C36EE34BF827522333FAEF22FC1BD6241E0D9CC');
INSERT INTO "history" VALUES(11,1795334401,'administrator@dsm','asserted-by-host','KZ','{"user-added":{"id":"analyst@kz","country":"KZ","roles":["user"]}}',X'5004CE9F005ED2A21765695B68B3E104224ADE5EC0DB10BF93DEFBE507C76686');
INSERT INTO "history" VALUES(12,1795334401,'administrator@dsm','asserted-by-host','KZ','{"user-added":{"id":"releaser@kz","country":"KZ","roles":["content-manager"]}}',X'EE5F51664F5E300E57353BB33CA825438E04C7E3527C532FC7D98380B57F8A86');
INSERT INTO "history" VALUES(13,1795334401,'administrator@dsm','asserted-by-host','KZ','{"user-added":{"id":"submitter@kz","country":"KZ","roles":["data-submitter"]}}',X'66EE483942CF36B53AA38279AAAA6D67B7DEF217E4E52D4DB7C3B5A65DFFBE3E');
INSERT INTO "history" VALUES(14,1795334401,'administrator@dsm','asserted-by-host','KZ','{"user-added":{"id":"verifier@kz","country":"KZ","roles":["data-verifier"]}}',X'5CC34888339E32E48395501ADEA1F8AC1A337FC2CC7F5D1076CE28D90011B21C');
INSERT INTO "history" VALUES(15,1795334402,'administrator@dsm','asserted-by-host','','{"country-added":{"code":"MD"}}',X'AFEAE2AE2F28941B35780360FD32B74EA0DFCB2CE27A28D9222236B570FE9A18');
INSERT INTO "history" VALUES(16,1795334402,'administrator@dsm','asserted-by-host','MD','{"user-added":{"id":"administrator@md","country":"MD","roles":["national-administrator"]}}',X'043B3461B268708CCA5A230700F0155AB84F763EF26DF0B206D271C5B74D5A60');
INSERT INTO "history" VALUES(17,1795334402,'administrator@dsm','asserted-by-host','MD','{"user-added":{"id":"analyst@md","country":"MD","roles":["user"]}}',X'82EC0A6528999AB73450BA58BC097392D7E2870DF9B70C3CD7CF4B42955546C0');
INSERT INTO "history" VALUES(18,1795334402,'administrator@dsm','asserted-by-host','MD','{"user-added":{"id":"releaser@md","country":"MD","roles":["content-manager"]}}',X'61A2A77F17EC517DC24CE8AEFE12503F2622BD6A51F8ACDE375852511BFFDD11');
INSERT INTO "history" VALUES(19,1795334402,'administrator@dsm','asserted-by-host','MD','{"user-added":{"id":"submitter@md","country":"MD","roles":["data-submitter"]}}',X'FF60E37805A7CF23DAD05FA3FAE4E433551A48CF8F829D5F095F3030B6D2D767');
INSERT INTO "history" VALUES(20,1795334402,'administrator@dsm','asserted-by-host','MD','{"user-added":{"id":"verifier@md","country":"MD","roles":["data-verifier"]}}',X'AA377073B9D3D4C49821278F157BEFA2E1BF9882EB784B7BC217B5DC385C0F24');
INSERT INTO "history" VALUES(21,1799568000,'submitter@md','asserted-by-host','MD','{"submitted":{"id":"MD-2027-0001","indicator":"ASYLUM_DECISIONS","kind":"cases:decision:many flow; DECISION; version=1.0","covers":{"times":["p:2023"],"dimensions":["CITIZENSHIP"],"cells":4,"figures":4,"provisional":0},"revises":null,"content":"2f7410b00500ef1069cdf8ad9af3741d36d29bb4c3e29b1b143364aa8ab4a45a","file":"32bfb31672511513513a9068d5c730086835dc02b3d8ec5d5025c976a67029bb"}}',X'8FDA0584DCE215ED63FF75D45DF113BFEA67C8F3B33DA0E542ECDB55C440B0A7');
INSERT INTO "history" VALUES(22,1799568001,'verifier@md','asserted-by-host','MD','{"moved":{"id":"MD-2027-0001","to":"verified","reason":null,"confidential":false}}',X'DD191C22A3371B8B9E53F4EC016B02C1FB26BFAC8237FD26E28745A9E32DB3D6');
INSERT INTO "history" VALUES(23,1799568002,'releaser@md','asserted-by-host','MD','{"moved":{"id":"MD-2027-0001","to":"released","reason":null,"confidential":false}}',X'4CF461E886F571B08D590ACEEA65BE09571A9BCC289B4FEB511C3098D8DDB9AB');
INSERT INTO "history" VALUES(24,1799568003,'submitter@kz','asserted-by-host','KZ','{"submitted":{"id":"KZ-2027-0001","indicator":"ASYLUM_DECISIONS","kind":"cases:decision:many flow; DECISION; version=1.0","covers":{"times":["p:2023"],"dimensions":["CITIZENSHIP"],"cells":1,"figures":1,"provisional":0},"revises":null,"content":"f0d9ba19b06ffc72854c781c7e120efdca9f90da9b33c2818155c9599d86eb1c","file":null}}',X'76020A320F20D272EAA963E135EC730A57B17E152914BEB704A96619E5030E0F');
INSERT INTO "history" VALUES(25,1799568004,'verifier@kz','asserted-by-host','KZ','{"moved":{"id":"KZ-2027-0001","to":"verified","reason":null,"confidential":false}}',X'1AE22FE1D47F4A3BB839884E697C8D9ED73AFF8D144D5EFC16A0B95019CB63AD');
INSERT INTO "history" VALUES(26,1799568005,'releaser@kz','asserted-by-host','KZ','{"moved":{"id":"KZ-2027-0001","to":"released","reason":null,"confidential":false}}',X'F7A9DD123EB797813B94FB8A319CCC2A4F7004BB30773068AAC340CB89EEFD5E');
INSERT INTO "history" VALUES(27,1802246400,'submitter@md','asserted-by-host','MD','{"submitted":{"id":"MD-2027-0002","indicator":"ASYLUM_DECISIONS","kind":"cases:decision:many flow; DECISION; version=1.0","covers":{"times":["p:2022"],"dimensions":["CITIZENSHIP"],"cells":1,"figures":1,"provisional":0},"revises":null,"content":"6de456075e22fc067a11a34414be5cefa1b26270fa9a718bb0c22ca8658d1c6c","file":null}}',X'41B402A08DC6274C0DB63EF68D5DAC97ED7C183FC773E1E52FC2C9231B949100');
INSERT INTO "history" VALUES(28,1802246401,'verifier@md','asserted-by-host','MD','{"moved":{"id":"MD-2027-0002","to":"returned","reason":"Four hundred?","confidential":false}}',X'A735631E6B7F63C4D06B52DC1423CC856B0611375CE1F81925B182D95A275C0F');
INSERT INTO "history" VALUES(29,1802246402,'submitter@md','asserted-by-host','MD','{"submitted":{"id":"MD-2027-0003","indicator":"ASYLUM_DECISIONS","kind":"cases:decision:many flow; DECISION; version=1.0","covers":{"times":["p:2022"],"dimensions":["CITIZENSHIP"],"cells":1,"figures":1,"provisional":0},"revises":null,"content":"798d183d830e7a5f80133cc18571e6043fb6e49693b59b48e4fbc1332e87203c","file":null}}',X'D86110D7F55FFA0C2BDA81ABDAE3C1905BD4FCDDA3E5B0ED48B65045BF45AEAF');
INSERT INTO "history" VALUES(30,1802246403,'verifier@md','asserted-by-host','MD','{"moved":{"id":"MD-2027-0003","to":"verified","reason":null,"confidential":false}}',X'D6CF75D5132F4F70EEB1AABFD425E04DA920A913B0385057AD30379E565698FF');
INSERT INTO "history" VALUES(31,1802246404,'releaser@md','asserted-by-host','MD','{"moved":{"id":"MD-2027-0003","to":"released","reason":null,"confidential":false}}',X'1B8B4D473AAA714284354366DD8B8E5982BC752E67EAC054957863ACFA45F88D');
INSERT INTO "history" VALUES(32,1802246405,'submitter@kz','asserted-by-host','KZ','{"submitted":{"id":"KZ-2027-0002","indicator":"ASYLUM_DECISIONS","kind":"cases:decision:many flow; DECISION; version=1.0","covers":{"times":["p:2022"],"dimensions":["CITIZENSHIP"],"cells":1,"figures":1,"provisional":0},"revises":null,"content":"189f66146deb9d1499e243e4ed270c837dfb6c2baa05ccca9c5445748eeb6747","file":null}}',X'82C4F6BA8FA58F1FC6282B069F85E3BC58B5AABC455C8B3BFA4B1CD4CE8A67BE');
INSERT INTO "history" VALUES(33,1802246406,'verifier@kz','asserted-by-host','KZ','{"moved":{"id":"KZ-2027-0002","to":"verified","reason":null,"confidential":false}}',X'E9E0E7D43BB7B26D370F3C7DB3131A8E6F6799045A0013993C842A20144755B5');
INSERT INTO "history" VALUES(34,1802246407,'releaser@kz','asserted-by-host','KZ','{"moved":{"id":"KZ-2027-0002","to":"released","reason":null,"confidential":false}}',X'423F9C0ABBB1C73D36A0AE63A86492487DD4F3651038B4F05E897EB7505696C5');
INSERT INTO "history" VALUES(35,1804665600,'submitter@md','asserted-by-host','MD','{"submitted":{"id":"MD-2027-0004","indicator":"ASYLUM_DECISIONS","kind":"cases:decision:many flow; DECISION; version=1.0","covers":{"times":["p:2023"],"dimensions":["CITIZENSHIP"],"cells":4,"figures":4,"provisional":0},"revises":["MD-2027-0001","A late form came in"],"content":"2735c3c00b7b16ed2071379a58f922deebcb9ff3a5cc94557c58c1346026ac6d","file":null}}',X'4310F09990142A929901522DE58F312DE65AA362B27C0E52BEF22D152DB3B02D');
INSERT INTO "history" VALUES(36,1804665601,'verifier@md','asserted-by-host','MD','{"moved":{"id":"MD-2027-0004","to":"verified","reason":null,"confidential":false}}',X'B39231E844F7645707999D2D9BB17D7A1711D209CC55C590D1BABF320C3D1714');
INSERT INTO "history" VALUES(37,1804665602,'releaser@md','asserted-by-host','MD','{"protected":{"id":"MD-2027-0004","rule":"threshold=2 zeros=shown range=2","masked":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","cells":0}}',X'9A4974C12D710397A5C4080E2AEA8EDF9CF56E0F9A04413A648BC3298EC1966A');
INSERT INTO "history" VALUES(38,1804665602,'releaser@md','asserted-by-host','MD','{"moved":{"id":"MD-2027-0001","to":"superseded","reason":"A late form came in","confidential":false}}',X'D27C90EEA70507394D20B483E2B38F90F87001ED8B8FD7568F21A5D770A451F2');
INSERT INTO "history" VALUES(39,1804665602,'releaser@md','asserted-by-host','MD','{"moved":{"id":"MD-2027-0004","to":"released","reason":null,"confidential":false}}',X'B007EC2BD040FE51C7FB867720CD8AF8BEBB0D56F31022F7F7FA1211D938E27C');
INSERT INTO "history" VALUES(40,1804665603,'releaser@md','asserted-by-host','MD','{"moved":{"id":"MD-2027-0003","to":"withdrawn","reason":"Counted by another rule","confidential":false}}',X'8015B0E3EDFE56F5BB90FAA973D35AF59BBDC3FCD0E1B66B46B705898A45C40B');
INSERT INTO "history" VALUES(41,1804665604,'releaser@kz','asserted-by-host','KZ','{"moved":{"id":"KZ-2027-0002","to":"withdrawn","reason":"One person can be told","confidential":true}}',X'EFD2304F10157215D05B20A259705D3F9918D8CD90D6060F442B0609DFC76754');
INSERT INTO "history" VALUES(42,1804665605,'administrator@md','asserted-by-host','MD','{"opened":{"owner":"MD","indicator":"ASYLUM_DECISIONS","slice":{"times":null,"codes":{},"dimensions":[]},"audience":"public","forbids":false,"until":null}}',X'A3F37B49B5EA6A67AF7778C2FCD56B6BE161AFDB788B6241A832918359E90C71');
CREATE TABLE indicator (id TEXT PRIMARY KEY, terms TEXT, definition TEXT) STRICT;
INSERT INTO "indicator" VALUES('ASYLUM_APPLICATIONS','{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}',NULL);
INSERT INTO "indicator" VALUES('ASYLUM_DECISIONS','{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}',NULL);
INSERT INTO "indicator" VALUES('ENTRIES','{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}',NULL);
INSERT INTO "indicator" VALUES('EXITS','{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}',NULL);
INSERT INTO "indicator" VALUES('FOREIGNERS','{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}',NULL);
INSERT INTO "indicator" VALUES('WORK_PERMIT_APPLICATIONS','{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}',NULL);
INSERT INTO "indicator" VALUES('WORK_PERMIT_DECISIONS','{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}',NULL);
CREATE TABLE opening (place INTEGER PRIMARY KEY, opening TEXT NOT NULL) STRICT;
INSERT INTO "opening" VALUES(1,'{"owner":"MD","indicator":"ASYLUM_DECISIONS","slice":{"times":null,"codes":{},"dimensions":[]},"audience":"public","forbids":false,"until":null}');
CREATE TABLE protection (
        submission INTEGER PRIMARY KEY REFERENCES submission (place),
        rule TEXT NOT NULL,
        masked TEXT NOT NULL,
        cells INTEGER NOT NULL,
        provisional INTEGER NOT NULL
    ) STRICT;
INSERT INTO "protection" VALUES(6,'threshold=2 zeros=shown range=2','',0,0);
CREATE TABLE received (
        submission INTEGER PRIMARY KEY REFERENCES submission (place),
        name TEXT NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
INSERT INTO "received" VALUES(1,'md.csv',X'4146473B330A49524E3B34300A');
CREATE TABLE role (id TEXT PRIMARY KEY, acts TEXT NOT NULL) STRICT;
INSERT INTO "role" VALUES('content-manager','read inspect return release withdraw');
INSERT INTO "role" VALUES('country-administrator','read grant administer');
INSERT INTO "role" VALUES('data-approver','read inspect return verify release withdraw');
INSERT INTO "role" VALUES('data-submitter','read inspect submit revise');
INSERT INTO "role" VALUES('data-verifier','read inspect return verify');
INSERT INTO "role" VALUES('national-administrator','read grant administer');
INSERT INTO "role" VALUES('normal-user','read');
INSERT INTO "role" VALUES('system-administrator','administer');
INSERT INTO "role" VALUES('user','read');
CREATE TABLE submission (
        place INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        country TEXT NOT NULL REFERENCES country (code),
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        indicator TEXT NOT NULL REFERENCES indicator (id),
        state TEXT NOT NULL,
        version INTEGER NOT NULL,
        submitted_by TEXT NOT NULL REFERENCES user (id),
        submitted_at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        covers TEXT NOT NULL,
        revises TEXT,
        revision_reason TEXT,
        confidential INTEGER NOT NULL DEFAULT 0 CHECK (confidential IN (0, 1)),
        declaration TEXT NOT NULL,
        findings TEXT NOT NULL,
        UNIQUE (country, year, number)
    ) STRICT;
INSERT INTO "submission" VALUES(1,'MD-2027-0001','MD',2027,1,'ASYLUM_DECISIONS','superseded',4,'submitter@md',1799568000,'cases:decision:many flow; DECISION; version=1.0','{"times":["p:2023"],"dimensions":["CITIZENSHIP"],"cells":4,"figures":4,"provisional":0}',NULL,NULL,0,'{"unit":"cases:decision:many","temporality":"flow","level":"na","application_type":"na","role":"all","basis":"calendar","concept":"DECISION","properties":[["version","1.0"]],"vintage":"","making":"exact","absent_is_zero":false,"axes":[{"id":"CITIZENSHIP","kind":"category","category":{"membership":"at-event","exhaustive":true,"totals":["_T"],"parents":{},"direction":false,"unknown":"_U"}},{"id":"TIME_PERIOD","kind":"time"}],"notes":[]}','[]');
INSERT INTO "submission" VALUES(2,'KZ-2027-0001','KZ',2027,1,'ASYLUM_DECISIONS','released',3,'submitter@kz',1799568003,'cases:decision:many flow; DECISION; version=1.0','{"times":["p:2023"],"dimensions":["CITIZENSHIP"],"cells":1,"figures":1,"provisional":0}',NULL,NULL,0,'{"unit":"cases:decision:many","temporality":"flow","level":"na","application_type":"na","role":"all","basis":"calendar","concept":"DECISION","properties":[["version","1.0"]],"vintage":"","making":"exact","absent_is_zero":false,"axes":[{"id":"CITIZENSHIP","kind":"category","category":{"membership":"at-event","exhaustive":true,"totals":["_T"],"parents":{},"direction":false,"unknown":"_U"}},{"id":"TIME_PERIOD","kind":"time"}],"notes":[]}','[]');
INSERT INTO "submission" VALUES(3,'MD-2027-0002','MD',2027,2,'ASYLUM_DECISIONS','returned',2,'submitter@md',1802246400,'cases:decision:many flow; DECISION; version=1.0','{"times":["p:2022"],"dimensions":["CITIZENSHIP"],"cells":1,"figures":1,"provisional":0}',NULL,NULL,0,'{"unit":"cases:decision:many","temporality":"flow","level":"na","application_type":"na","role":"all","basis":"calendar","concept":"DECISION","properties":[["version","1.0"]],"vintage":"","making":"exact","absent_is_zero":false,"axes":[{"id":"CITIZENSHIP","kind":"category","category":{"membership":"at-event","exhaustive":true,"totals":["_T"],"parents":{},"direction":false,"unknown":"_U"}},{"id":"TIME_PERIOD","kind":"time"}],"notes":[]}','[]');
INSERT INTO "submission" VALUES(4,'MD-2027-0003','MD',2027,3,'ASYLUM_DECISIONS','withdrawn',4,'submitter@md',1802246402,'cases:decision:many flow; DECISION; version=1.0','{"times":["p:2022"],"dimensions":["CITIZENSHIP"],"cells":1,"figures":1,"provisional":0}',NULL,NULL,0,'{"unit":"cases:decision:many","temporality":"flow","level":"na","application_type":"na","role":"all","basis":"calendar","concept":"DECISION","properties":[["version","1.0"]],"vintage":"","making":"exact","absent_is_zero":false,"axes":[{"id":"CITIZENSHIP","kind":"category","category":{"membership":"at-event","exhaustive":true,"totals":["_T"],"parents":{},"direction":false,"unknown":"_U"}},{"id":"TIME_PERIOD","kind":"time"}],"notes":[]}','[]');
INSERT INTO "submission" VALUES(5,'KZ-2027-0002','KZ',2027,2,'ASYLUM_DECISIONS','withdrawn',4,'submitter@kz',1802246405,'cases:decision:many flow; DECISION; version=1.0','{"times":["p:2022"],"dimensions":["CITIZENSHIP"],"cells":1,"figures":1,"provisional":0}',NULL,NULL,1,'{"unit":"cases:decision:many","temporality":"flow","level":"na","application_type":"na","role":"all","basis":"calendar","concept":"DECISION","properties":[["version","1.0"]],"vintage":"","making":"exact","absent_is_zero":false,"axes":[{"id":"CITIZENSHIP","kind":"category","category":{"membership":"at-event","exhaustive":true,"totals":["_T"],"parents":{},"direction":false,"unknown":"_U"}},{"id":"TIME_PERIOD","kind":"time"}],"notes":[]}','[]');
INSERT INTO "submission" VALUES(6,'MD-2027-0004','MD',2027,4,'ASYLUM_DECISIONS','released',3,'submitter@md',1804665600,'cases:decision:many flow; DECISION; version=1.0','{"times":["p:2023"],"dimensions":["CITIZENSHIP"],"cells":4,"figures":4,"provisional":0}','MD-2027-0001','A late form came in',0,'{"unit":"cases:decision:many","temporality":"flow","level":"na","application_type":"na","role":"all","basis":"calendar","concept":"DECISION","properties":[["version","1.0"]],"vintage":"","making":"exact","absent_is_zero":false,"axes":[{"id":"CITIZENSHIP","kind":"category","category":{"membership":"at-event","exhaustive":true,"totals":["_T"],"parents":{},"direction":false,"unknown":"_U"}},{"id":"TIME_PERIOD","kind":"time"}],"notes":[]}','[]');
CREATE TABLE user (
        id TEXT PRIMARY KEY,
        country TEXT REFERENCES country (code),
        roles TEXT NOT NULL,
        active INTEGER NOT NULL CHECK (active IN (0, 1))
    ) STRICT;
INSERT INTO "user" VALUES('administrator@dsm',NULL,'system-administrator',1);
INSERT INTO "user" VALUES('administrator@kz','KZ','national-administrator',1);
INSERT INTO "user" VALUES('analyst@kz','KZ','user',1);
INSERT INTO "user" VALUES('releaser@kz','KZ','content-manager',1);
INSERT INTO "user" VALUES('submitter@kz','KZ','data-submitter',1);
INSERT INTO "user" VALUES('verifier@kz','KZ','data-verifier',1);
INSERT INTO "user" VALUES('administrator@md','MD','national-administrator',1);
INSERT INTO "user" VALUES('analyst@md','MD','user',1);
INSERT INTO "user" VALUES('releaser@md','MD','content-manager',1);
INSERT INTO "user" VALUES('submitter@md','MD','data-submitter',1);
INSERT INTO "user" VALUES('verifier@md','MD','data-verifier',1);
CREATE INDEX history_of_country ON history (country);
CREATE INDEX submission_in_force ON submission (indicator, state);
CREATE TRIGGER history_stays BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE TRIGGER history_is_kept BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE TRIGGER cell_stays BEFORE UPDATE ON cell BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE TRIGGER cell_is_kept BEFORE DELETE ON cell BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE TRIGGER received_stays BEFORE UPDATE ON received BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE TRIGGER received_is_kept BEFORE DELETE ON received BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE TRIGGER protection_stays BEFORE UPDATE ON protection BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE TRIGGER protection_is_kept BEFORE DELETE ON protection BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
COMMIT;
PRAGMA application_id = 1146309937;
PRAGMA user_version = 2;
