PRAGMA application_id = 1146309937;
PRAGMA user_version = 2;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE history (
        entry INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        who TEXT NOT NULL,
        proof TEXT NOT NULL,
        country TEXT NOT NULL,
        body TEXT NOT NULL,
        hash BLOB NOT NULL
    ) STRICT;
INSERT INTO history VALUES(1,1795334400,'','asserted-by-host','','{"created":{"format":"dsm-mechanism/1","preset":"dsm","roles":[["content-manager","read inspect return release withdraw"],["country-administrator","read grant administer"],["data-approver","read inspect return verify release withdraw"],["data-submitter","read inspect submit revise"],["data-verifier","read inspect return verify"],["national-administrator","read grant administer"],["normal-user","read"],["system-administrator","administer"],["user","read"]],"administrator":"administrator@dsm"}}',X'391619a2d59a09a23adcb97da5f0aa699e0438d183e24b2abb8d1cad968b1808');
INSERT INTO history VALUES(2,1795334400,'','asserted-by-host','','{"indicator-declared":{"id":"ASYLUM_APPLICATIONS","terms":{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}}}',X'2278676f0a3c7e463ff202ada69c198ac55145abfee27e26fc2c4f92626f7a87');
INSERT INTO history VALUES(3,1795334400,'','asserted-by-host','','{"indicator-declared":{"id":"ASYLUM_DECISIONS","terms":{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}}}',X'397c113e323a021ff2a4a71a86876d76265081f0e19043008873a59f3d892075');
INSERT INTO history VALUES(4,1795334400,'','asserted-by-host','','{"indicator-declared":{"id":"ENTRIES","terms":{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}}}',X'9bd6529fd0599f702f3f93f5727b0f5039172f5c441a1b5cae237a4da875c09c');
INSERT INTO history VALUES(5,1795334400,'','asserted-by-host','','{"indicator-declared":{"id":"EXITS","terms":{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}}}',X'25d9e140f5317d3e71ad039c15773337dae24ed8d5d9701579e422e687dc97e6');
INSERT INTO history VALUES(6,1795334400,'','asserted-by-host','','{"indicator-declared":{"id":"FOREIGNERS","terms":{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}}}',X'5bb139876931a8b46945faeedc996e3726e8eaecdc07326d1c50c18f588f484c');
INSERT INTO history VALUES(7,1795334400,'','asserted-by-host','','{"indicator-declared":{"id":"WORK_PERMIT_APPLICATIONS","terms":{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}}}',X'f6cbf4558741522d3790149814d2d565b21d364147110c8cdc4ddee30fcaca79');
INSERT INTO history VALUES(8,1795334400,'','asserted-by-host','','{"indicator-declared":{"id":"WORK_PERMIT_DECISIONS","terms":{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}}}',X'58b743443480aaf7376bd750fec0cf0244fb3ac3df4cf9ed831a46437ec9f4ad');
INSERT INTO history VALUES(9,1795334401,'administrator@dsm','asserted-by-host','','{"country-added":{"code":"KZ"}}',X'5d8272bcff069f9a1c6790f3cd03c48c796e3b3d6ed55b7097e0aae1e070bed5');
INSERT INTO history VALUES(10,1795334401,'administrator@dsm','asserted-by-host','KZ','{"user-added":{"id":"administrator@kz","country":"KZ","roles":["national-administrator"]}}',X'3ca247e132833d5f43ece8f78c36ee34bf827522333faef22fc1bd6241e0d9cc');
INSERT INTO history VALUES(11,1795334401,'administrator@dsm','asserted-by-host','KZ','{"user-added":{"id":"analyst@kz","country":"KZ","roles":["user"]}}',X'5004ce9f005ed2a21765695b68b3e104224ade5ec0db10bf93defbe507c76686');
INSERT INTO history VALUES(12,1795334401,'administrator@dsm','asserted-by-host','KZ','{"user-added":{"id":"releaser@kz","country":"KZ","roles":["content-manager"]}}',X'ee5f51664f5e300e57353bb33ca825438e04c7e3527c532fc7d98380b57f8a86');
INSERT INTO history VALUES(13,1795334401,'administrator@dsm','asserted-by-host','KZ','{"user-added":{"id":"submitter@kz","country":"KZ","roles":["data-submitter"]}}',X'66ee483942cf36b53aa38279aaaa6d67b7def217e4e52d4db7c3b5a65dffbe3e');
INSERT INTO history VALUES(14,1795334401,'administrator@dsm','asserted-by-host','KZ','{"user-added":{"id":"verifier@kz","country":"KZ","roles":["data-verifier"]}}',X'5cc34888339e32e48395501adea1f8ac1a337fc2cc7f5d1076ce28d90011b21c');
INSERT INTO history VALUES(15,1795334402,'administrator@dsm','asserted-by-host','','{"country-added":{"code":"MD"}}',X'afeae2ae2f28941b35780360fd32b74ea0dfcb2ce27a28d9222236b570fe9a18');
INSERT INTO history VALUES(16,1795334402,'administrator@dsm','asserted-by-host','MD','{"user-added":{"id":"administrator@md","country":"MD","roles":["national-administrator"]}}',X'043b3461b268708cca5a230700f0155ab84f763ef26df0b206d271c5b74d5a60');
INSERT INTO history VALUES(17,1795334402,'administrator@dsm','asserted-by-host','MD','{"user-added":{"id":"analyst@md","country":"MD","roles":["user"]}}',X'82ec0a6528999ab73450ba58bc097392d7e2870df9b70c3cd7cf4b42955546c0');
INSERT INTO history VALUES(18,1795334402,'administrator@dsm','asserted-by-host','MD','{"user-added":{"id":"releaser@md","country":"MD","roles":["content-manager"]}}',X'61a2a77f17ec517dc24ce8aefe12503f2622bd6a51f8acde375852511bffdd11');
INSERT INTO history VALUES(19,1795334402,'administrator@dsm','asserted-by-host','MD','{"user-added":{"id":"submitter@md","country":"MD","roles":["data-submitter"]}}',X'ff60e37805a7cf23dad05fa3fae4e433551a48cf8f829d5f095f3030b6d2d767');
INSERT INTO history VALUES(20,1795334402,'administrator@dsm','asserted-by-host','MD','{"user-added":{"id":"verifier@md","country":"MD","roles":["data-verifier"]}}',X'aa377073b9d3d4c49821278f157befa2e1bf9882eb784b7bc217b5dc385c0f24');
INSERT INTO history VALUES(21,1795334403,'administrator@dsm','asserted-by-host','','{"country-added":{"code":"TJ"}}',X'81873c2d110119b93bd60aa6ee985a3b3a129727c15775625f4c449dbd2b0a9f');
INSERT INTO history VALUES(22,1795334403,'administrator@dsm','asserted-by-host','TJ','{"user-added":{"id":"administrator@tj","country":"TJ","roles":["national-administrator"]}}',X'80056f80e58cf0be9a3a1496094059ea07cb0f109436df6268592dc818f94f35');
INSERT INTO history VALUES(23,1795334403,'administrator@dsm','asserted-by-host','TJ','{"user-added":{"id":"analyst@tj","country":"TJ","roles":["user"]}}',X'06194498333647d17867bd2fcd7e3bd6b8f16083f5331eb5251014a3d87e6628');
INSERT INTO history VALUES(24,1795334403,'administrator@dsm','asserted-by-host','TJ','{"user-added":{"id":"releaser@tj","country":"TJ","roles":["content-manager"]}}',X'95f7fed85f285a9339612e1b5792fb71e2528a3dacf56abe14a10415e58110f8');
INSERT INTO history VALUES(25,1795334403,'administrator@dsm','asserted-by-host','TJ','{"user-added":{"id":"submitter@tj","country":"TJ","roles":["data-submitter"]}}',X'071598d3307440b52f30240f97033d4a252824bd4a39cca8ff69cae7b6d0ddd0');
INSERT INTO history VALUES(26,1795334403,'administrator@dsm','asserted-by-host','TJ','{"user-added":{"id":"verifier@tj","country":"TJ","roles":["data-verifier"]}}',X'f5643dcb78c8cb3175e9abbbc8364a493608ec01bcaea92e1d79d89ba00b5c57');
INSERT INTO history VALUES(27,1795334404,'administrator@md','asserted-by-host','MD','{"user-added":{"id":"deputy@md","country":"MD","roles":["data-submitter","data-verifier"]}}',X'70946a6cd65da19502bc5e9eacd6845292bd07f9bcabea18598e2cad8c23d1d9');
INSERT INTO history VALUES(28,1795334405,'administrator@md','asserted-by-host','MD','{"user-deactivated":{"id":"deputy@md"}}',X'3b8ff1ae8e76b10a82a26867853df78e1739cf0242131d4cda66886750cf3d20');
INSERT INTO history VALUES(29,1795334406,'administrator@dsm','asserted-by-host','','{"indicator-declared":{"id":"RETURNS","terms":null,"definition":[["format","dsm-indicators/1"],["id","RETURNS"],["version","1.0"],["name.en","Returns"],["name.ru","Возвращения"],["definition.en","Persons returned"],["definition.ru","Возвращённые лица"],["source","a test"],["concept.id","RETURN"],["measure.unit","cases:decision:many"],["measure.temporality","flow"],["units.CASES","cases:decision:many"]]}}',X'025715479729bb3119b45b48ed110a46985f4b9518e953ac48d6410a36b3dde5');
INSERT INTO history VALUES(30,1795334407,'submitter@md','asserted-by-host','MD','{"documented":{"country":"MD","indicator":"ASYLUM_DECISIONS","template":"1.0","from":"2020-01-01","until":null,"answers":[["AGENCY","en","Bureau"]]}}',X'519c4494cfb942c68564ed02e99ff19637309ec29dc7e425cc11a310bed453db');
INSERT INTO history VALUES(31,1795334408,'submitter@md','asserted-by-host','MD','{"submitted":{"id":"MD-2026-0001","indicator":"ASYLUM_DECISIONS","kind":"cases:decision:many flow; DECISION; version=1.0","covers":{"times":["p:2024"],"dimensions":["CITIZENSHIP"],"cells":5,"figures":5,"provisional":1},"revises":null,"content":"84fb16bbfbbf5e416ac37a21c1d483d489a0f91701f2d4eab2d6e26a3bdb3313","file":"adfe31c792de0a5e0752d0bb555e2c023fd950e7bc213c28a8555e2f7b0a8c9e"}}',X'104fe7c6049472462dec559df0513cfeecef98f52cb7ce19f484ce977acfbd09');
INSERT INTO history VALUES(32,1795334409,'verifier@md','asserted-by-host','MD','{"moved":{"id":"MD-2026-0001","to":"verified","reason":null,"confidential":false}}',X'7f447c4b701b0e3b3dfb90e1a57143d767eaed3232598017097fa2c52fb5c36b');
INSERT INTO history VALUES(33,1795334410,'releaser@md','asserted-by-host','MD','{"protected":{"id":"MD-2026-0001","rule":"threshold=5 zeros=shown range=2","masked":"0525ee9dc8b4b677a72416cffce7b8b1013030a18de85023c4dd628c6c5dae2d","cells":2}}',X'8d74647ef527722501930692bfbcd91a766389761f1927fbe3deaebd649f8d84');
INSERT INTO history VALUES(34,1795334410,'releaser@md','asserted-by-host','MD','{"moved":{"id":"MD-2026-0001","to":"released","reason":null,"confidential":false}}',X'6294c157888255408d5186b987018fec7e8b483f626548bda9c3d4fbb6d7a899');
INSERT INTO history VALUES(35,1795334411,'submitter@md','asserted-by-host','MD','{"submitted":{"id":"MD-2026-0002","indicator":"ASYLUM_DECISIONS","kind":"cases:decision:many flow; DECISION; version=1.0","covers":{"times":["p:2023"],"dimensions":["CITIZENSHIP"],"cells":4,"figures":2,"provisional":0},"revises":null,"content":"9af1b48784cbff4ea9cd60b6f9afbb394a559d1392e418bcfe94868a35f4fd91","file":null}}',X'706e7a37785054680a441bdd19f58dac1e5227f5c41ba78fa809ee17c31f1b78');
INSERT INTO history VALUES(36,1795334412,'verifier@md','asserted-by-host','MD','{"moved":{"id":"MD-2026-0002","to":"verified","reason":null,"confidential":false}}',X'2d1daae241f0bdcdc6e90a3b324671a9f844855c95707faf7080d4848cc61519');
INSERT INTO history VALUES(37,1795334413,'releaser@md','asserted-by-host','MD','{"moved":{"id":"MD-2026-0002","to":"released","reason":null,"confidential":false}}',X'5836d7813f55e14c82d68ca510e0553a7b12331f46d8e962229e72feac8c72d5');
INSERT INTO history VALUES(38,1795334414,'submitter@kz','asserted-by-host','KZ','{"submitted":{"id":"KZ-2026-0001","indicator":"ASYLUM_DECISIONS","kind":"cases:decision:many flow; DECISION; version=1.0","covers":{"times":["p:2024"],"dimensions":["CITIZENSHIP"],"cells":1,"figures":1,"provisional":0},"revises":null,"content":"35ceccd2813a8d67510804174787bb7e4e29056aa5300522b4866d02b83ef295","file":null}}',X'e03bffd0740ea7eef0e76e613d16dbf6c64262cc4aa6288aefe7f60cb858fe5c');
INSERT INTO history VALUES(39,1795334415,'submitter@kz','asserted-by-host','KZ','{"submitted":{"id":"KZ-2026-0002","indicator":"ASYLUM_DECISIONS","kind":"cases:decision:many flow; DECISION; version=1.0","covers":{"times":["p:2025"],"dimensions":["CITIZENSHIP"],"cells":1,"figures":1,"provisional":0},"revises":null,"content":"5f59324442be1ddc1aa12b2660ec424e35e19e542c4d3759afd1925b8eb34c0b","file":null}}',X'b49bb62223a7383a2ac81c2d93f718b0f8d51f4ad2360f9c0720d2d212b4cd33');
INSERT INTO history VALUES(40,1795334416,'verifier@kz','asserted-by-host','KZ','{"moved":{"id":"KZ-2026-0002","to":"returned","reason":"Thirty, where last year had three?","confidential":false}}',X'733ea984bdcbf03ecd3e4b9c65471224ace868ab4b3785f8bd1930d7fb3022d3');
INSERT INTO history VALUES(41,1795334417,'submitter@kz','asserted-by-host','KZ','{"submitted":{"id":"KZ-2026-0003","indicator":"ASYLUM_DECISIONS","kind":"cases:decision:many flow; DECISION; version=1.0","covers":{"times":["p:2022"],"dimensions":["CITIZENSHIP"],"cells":2,"figures":2,"provisional":0},"revises":null,"content":"2b39119582c5feca27acb09d4b1ce9b51123ad6a751f5532aee244f135222469","file":null}}',X'9bf993002f921cec5cc88383c7feeb4b18e47f38231ab53c236e239e790caac6');
INSERT INTO history VALUES(42,1795334418,'verifier@kz','asserted-by-host','KZ','{"moved":{"id":"KZ-2026-0003","to":"verified","reason":null,"confidential":false}}',X'3b61f865cb68a2f333541693b561b8e8a08549e5a3e0c4b106029c46ca9a3101');
INSERT INTO history VALUES(43,1795334419,'releaser@kz','asserted-by-host','KZ','{"moved":{"id":"KZ-2026-0003","to":"released","reason":null,"confidential":false}}',X'9e2c8fec7b2d0e29fe6dd488afb4c303f675d0850e330d95ef376751b0a0cebe');
INSERT INTO history VALUES(44,1795334420,'submitter@kz','asserted-by-host','KZ','{"submitted":{"id":"KZ-2026-0004","indicator":"ASYLUM_DECISIONS","kind":"cases:decision:many flow; DECISION; version=1.0","covers":{"times":["p:2022"],"dimensions":["CITIZENSHIP"],"cells":2,"figures":2,"provisional":0},"revises":["KZ-2026-0003","Entered twice"],"content":"ba11701f1615f6f43b9a5a0972d3d3339e548c90547b13e046992c9259b95981","file":null}}',X'f10568c98e493668b85014ae55c79c20e5d0f50983e7d8a952fea9a21de7f03d');
INSERT INTO history VALUES(45,1795334421,'verifier@kz','asserted-by-host','KZ','{"moved":{"id":"KZ-2026-0004","to":"verified","reason":null,"confidential":false}}',X'5aca3976ff2ebe7678843bd2644658188e0c0d27efed2992815f998444ce3bf7');
INSERT INTO history VALUES(46,1795334422,'releaser@kz','asserted-by-host','KZ','{"moved":{"id":"KZ-2026-0003","to":"superseded","reason":"Entered twice","confidential":false}}',X'34ea88fdc51fb3882ce676dcd2cc32e7421effac80e0f5e300307a9b3de6410a');
INSERT INTO history VALUES(47,1795334422,'releaser@kz','asserted-by-host','KZ','{"moved":{"id":"KZ-2026-0004","to":"released","reason":null,"confidential":false}}',X'a690113aa5fb68dc678e06fe4265a8a37864a0f13180eb792bc3f71613b2a0c2');
INSERT INTO history VALUES(48,1795334423,'submitter@kz','asserted-by-host','KZ','{"submitted":{"id":"KZ-2026-0005","indicator":"ASYLUM_DECISIONS","kind":"cases:decision:many flow; DECISION; version=1.0","covers":{"times":["p:2021"],"dimensions":["CITIZENSHIP"],"cells":1,"figures":1,"provisional":0},"revises":null,"content":"43a6d69b453be46614c650866efdab7eeee80af818e8500a91afbf55bb48dea7","file":null}}',X'78dfe4145174cb386bc5a04b1e8d56043120db641c46279630f8b59f2eeb6c85');
INSERT INTO history VALUES(49,1795334424,'verifier@kz','asserted-by-host','KZ','{"moved":{"id":"KZ-2026-0005","to":"verified","reason":null,"confidential":false}}',X'53caa25cd3f8bccf3eac937d5ad6e403af85474b93a2bb64b0abc3b4f9167eb1');
INSERT INTO history VALUES(50,1795334425,'releaser@kz','asserted-by-host','KZ','{"moved":{"id":"KZ-2026-0005","to":"released","reason":null,"confidential":false}}',X'b232aa95c37d14ea70f45de5518520789e87d3e49218063d861b9211791f890c');
INSERT INTO history VALUES(51,1795334426,'releaser@kz','asserted-by-host','KZ','{"moved":{"id":"KZ-2026-0005","to":"withdrawn","reason":"One person","confidential":true}}',X'31b5beb6a4e6b02dbd19e6d7d5606e6f60da0ee04f2a574f16d09308a0ba0374');
INSERT INTO history VALUES(52,1795334427,'administrator@md','asserted-by-host','MD','{"opened":{"owner":"MD","indicator":"ASYLUM_DECISIONS","slice":{"times":["p:2024"],"codes":{},"dimensions":[]},"audience":"TJ","forbids":false,"until":4070908800}}',X'8c52b23d33f19f47ff08483ab459f5be3dd409b6115e02a378acc977f3399385');
INSERT INTO history VALUES(53,1795334428,'administrator@kz','asserted-by-host','KZ','{"opened":{"owner":"KZ","indicator":"ENTRIES","slice":{"times":null,"codes":{},"dimensions":[]},"audience":"public","forbids":true,"until":null}}',X'63bbccc8892f2d49987ae95f687111780c72c1f3678c109026004fb2123ae2f2');
INSERT INTO history VALUES(54,1795334429,'administrator@kz','asserted-by-host','KZ','{"opened":{"owner":"KZ","indicator":"EXITS","slice":{"times":null,"codes":{},"dimensions":[]},"audience":"participants","forbids":false,"until":null}}',X'6bea995cf2310dc2b506613838ebe49b617c574d3b7b3428893a8e01a4394c47');
INSERT INTO history VALUES(55,1795334430,'administrator@kz','asserted-by-host','KZ','{"closed":{"owner":"KZ","indicator":"EXITS","slice":{"times":null,"codes":{},"dimensions":[]},"audience":"participants","forbids":false,"until":null}}',X'c59dc403676aff2ba362b1163fa2745312c5965ae46db0de087b7f50d3b693bd');
CREATE TABLE anchor (one INTEGER PRIMARY KEY CHECK (one = 1), entries INTEGER NOT NULL, head BLOB NOT NULL) STRICT;
INSERT INTO anchor VALUES(1,55,X'c59dc403676aff2ba362b1163fa2745312c5965ae46db0de087b7f50d3b693bd');
CREATE TABLE role (id TEXT PRIMARY KEY, acts TEXT NOT NULL) STRICT;
INSERT INTO role VALUES('content-manager','read inspect return release withdraw');
INSERT INTO role VALUES('country-administrator','read grant administer');
INSERT INTO role VALUES('data-approver','read inspect return verify release withdraw');
INSERT INTO role VALUES('data-submitter','read inspect submit revise');
INSERT INTO role VALUES('data-verifier','read inspect return verify');
INSERT INTO role VALUES('national-administrator','read grant administer');
INSERT INTO role VALUES('normal-user','read');
INSERT INTO role VALUES('system-administrator','administer');
INSERT INTO role VALUES('user','read');
CREATE TABLE country (code TEXT PRIMARY KEY) STRICT;
INSERT INTO country VALUES('KZ');
INSERT INTO country VALUES('MD');
INSERT INTO country VALUES('TJ');
CREATE TABLE user (
        id TEXT PRIMARY KEY,
        country TEXT REFERENCES country (code),
        roles TEXT NOT NULL,
        active INTEGER NOT NULL CHECK (active IN (0, 1))
    ) STRICT;
INSERT INTO user VALUES('administrator@dsm',NULL,'system-administrator',1);
INSERT INTO user VALUES('administrator@kz','KZ','national-administrator',1);
INSERT INTO user VALUES('analyst@kz','KZ','user',1);
INSERT INTO user VALUES('releaser@kz','KZ','content-manager',1);
INSERT INTO user VALUES('submitter@kz','KZ','data-submitter',1);
INSERT INTO user VALUES('verifier@kz','KZ','data-verifier',1);
INSERT INTO user VALUES('administrator@md','MD','national-administrator',1);
INSERT INTO user VALUES('analyst@md','MD','user',1);
INSERT INTO user VALUES('releaser@md','MD','content-manager',1);
INSERT INTO user VALUES('submitter@md','MD','data-submitter',1);
INSERT INTO user VALUES('verifier@md','MD','data-verifier',1);
INSERT INTO user VALUES('administrator@tj','TJ','national-administrator',1);
INSERT INTO user VALUES('analyst@tj','TJ','user',1);
INSERT INTO user VALUES('releaser@tj','TJ','content-manager',1);
INSERT INTO user VALUES('submitter@tj','TJ','data-submitter',1);
INSERT INTO user VALUES('verifier@tj','TJ','data-verifier',1);
INSERT INTO user VALUES('deputy@md','MD','data-submitter data-verifier',0);
CREATE TABLE indicator (id TEXT PRIMARY KEY, terms TEXT, definition TEXT) STRICT;
INSERT INTO indicator VALUES('ASYLUM_APPLICATIONS','{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}',NULL);
INSERT INTO indicator VALUES('ASYLUM_DECISIONS','{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}',NULL);
INSERT INTO indicator VALUES('ENTRIES','{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}',NULL);
INSERT INTO indicator VALUES('EXITS','{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}',NULL);
INSERT INTO indicator VALUES('FOREIGNERS','{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}',NULL);
INSERT INTO indicator VALUES('WORK_PERMIT_APPLICATIONS','{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}',NULL);
INSERT INTO indicator VALUES('WORK_PERMIT_DECISIONS','{"mode":"indicator","same_detail":false,"least_figures":0,"provisional_counts":true}',NULL);
INSERT INTO indicator VALUES('RETURNS',NULL,'[["format","dsm-indicators/1"],["id","RETURNS"],["version","1.0"],["name.en","Returns"],["name.ru","Возвращения"],["definition.en","Persons returned"],["definition.ru","Возвращённые лица"],["source","a test"],["concept.id","RETURN"],["measure.unit","cases:decision:many"],["measure.temporality","flow"],["units.CASES","cases:decision:many"]]');
CREATE TABLE opening (place INTEGER PRIMARY KEY, opening TEXT NOT NULL) STRICT;
INSERT INTO opening VALUES(1,'{"owner":"MD","indicator":"ASYLUM_DECISIONS","slice":{"times":["p:2024"],"codes":{},"dimensions":[]},"audience":"TJ","forbids":false,"until":4070908800}');
INSERT INTO opening VALUES(2,'{"owner":"KZ","indicator":"ENTRIES","slice":{"times":null,"codes":{},"dimensions":[]},"audience":"public","forbids":true,"until":null}');
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
INSERT INTO submission VALUES(1,'MD-2026-0001','MD',2026,1,'ASYLUM_DECISIONS','released',3,'submitter@md',1795334408,'cases:decision:many flow; DECISION; version=1.0','{"times":["p:2024"],"dimensions":["CITIZENSHIP"],"cells":5,"figures":5,"provisional":1}',NULL,NULL,0,'{"unit":"cases:decision:many","temporality":"flow","level":"na","application_type":"na","role":"all","basis":"calendar","concept":"DECISION","properties":[["version","1.0"]],"vintage":"","making":"exact","absent_is_zero":false,"axes":[{"id":"CITIZENSHIP","kind":"category","category":{"membership":"at-event","exhaustive":true,"totals":["_T"],"parents":{},"direction":false,"unknown":"_U"}},{"id":"TIME_PERIOD","kind":"time"}],"notes":[]}','[]');
INSERT INTO submission VALUES(2,'MD-2026-0002','MD',2026,2,'ASYLUM_DECISIONS','released',3,'submitter@md',1795334411,'cases:decision:many flow; DECISION; version=1.0','{"times":["p:2023"],"dimensions":["CITIZENSHIP"],"cells":4,"figures":2,"provisional":0}',NULL,NULL,0,'{"unit":"cases:decision:many","temporality":"flow","level":"na","application_type":"na","role":"all","basis":"calendar","concept":"DECISION","properties":[["version","1.0"]],"vintage":"","making":"exact","absent_is_zero":false,"axes":[{"id":"CITIZENSHIP","kind":"category","category":{"membership":"at-event","exhaustive":true,"totals":["_T"],"parents":{},"direction":false,"unknown":"_U"}},{"id":"TIME_PERIOD","kind":"time"}],"notes":[]}','[]');
INSERT INTO submission VALUES(3,'KZ-2026-0001','KZ',2026,1,'ASYLUM_DECISIONS','submitted',1,'submitter@kz',1795334414,'cases:decision:many flow; DECISION; version=1.0','{"times":["p:2024"],"dimensions":["CITIZENSHIP"],"cells":1,"figures":1,"provisional":0}',NULL,NULL,0,'{"unit":"cases:decision:many","temporality":"flow","level":"na","application_type":"na","role":"all","basis":"calendar","concept":"DECISION","properties":[["version","1.0"]],"vintage":"","making":"exact","absent_is_zero":false,"axes":[{"id":"CITIZENSHIP","kind":"category","category":{"membership":"at-event","exhaustive":true,"totals":["_T"],"parents":{},"direction":false,"unknown":"_U"}},{"id":"TIME_PERIOD","kind":"time"}],"notes":[]}','[]');
INSERT INTO submission VALUES(4,'KZ-2026-0002','KZ',2026,2,'ASYLUM_DECISIONS','returned',2,'submitter@kz',1795334415,'cases:decision:many flow; DECISION; version=1.0','{"times":["p:2025"],"dimensions":["CITIZENSHIP"],"cells":1,"figures":1,"provisional":0}',NULL,NULL,0,'{"unit":"cases:decision:many","temporality":"flow","level":"na","application_type":"na","role":"all","basis":"calendar","concept":"DECISION","properties":[["version","1.0"]],"vintage":"","making":"exact","absent_is_zero":false,"axes":[{"id":"CITIZENSHIP","kind":"category","category":{"membership":"at-event","exhaustive":true,"totals":["_T"],"parents":{},"direction":false,"unknown":"_U"}},{"id":"TIME_PERIOD","kind":"time"}],"notes":[]}','[]');
INSERT INTO submission VALUES(5,'KZ-2026-0003','KZ',2026,3,'ASYLUM_DECISIONS','superseded',4,'submitter@kz',1795334417,'cases:decision:many flow; DECISION; version=1.0','{"times":["p:2022"],"dimensions":["CITIZENSHIP"],"cells":2,"figures":2,"provisional":0}',NULL,NULL,0,'{"unit":"cases:decision:many","temporality":"flow","level":"na","application_type":"na","role":"all","basis":"calendar","concept":"DECISION","properties":[["version","1.0"]],"vintage":"","making":"exact","absent_is_zero":false,"axes":[{"id":"CITIZENSHIP","kind":"category","category":{"membership":"at-event","exhaustive":true,"totals":["_T"],"parents":{},"direction":false,"unknown":"_U"}},{"id":"TIME_PERIOD","kind":"time"}],"notes":[]}','[]');
INSERT INTO submission VALUES(6,'KZ-2026-0004','KZ',2026,4,'ASYLUM_DECISIONS','released',3,'submitter@kz',1795334420,'cases:decision:many flow; DECISION; version=1.0','{"times":["p:2022"],"dimensions":["CITIZENSHIP"],"cells":2,"figures":2,"provisional":0}','KZ-2026-0003','Entered twice',0,'{"unit":"cases:decision:many","temporality":"flow","level":"na","application_type":"na","role":"all","basis":"calendar","concept":"DECISION","properties":[["version","1.0"]],"vintage":"","making":"exact","absent_is_zero":false,"axes":[{"id":"CITIZENSHIP","kind":"category","category":{"membership":"at-event","exhaustive":true,"totals":["_T"],"parents":{},"direction":false,"unknown":"_U"}},{"id":"TIME_PERIOD","kind":"time"}],"notes":[]}','[]');
INSERT INTO submission VALUES(7,'KZ-2026-0005','KZ',2026,5,'ASYLUM_DECISIONS','withdrawn',4,'submitter@kz',1795334423,'cases:decision:many flow; DECISION; version=1.0','{"times":["p:2021"],"dimensions":["CITIZENSHIP"],"cells":1,"figures":1,"provisional":0}',NULL,NULL,1,'{"unit":"cases:decision:many","temporality":"flow","level":"na","application_type":"na","role":"all","basis":"calendar","concept":"DECISION","properties":[["version","1.0"]],"vintage":"","making":"exact","absent_is_zero":false,"axes":[{"id":"CITIZENSHIP","kind":"category","category":{"membership":"at-event","exhaustive":true,"totals":["_T"],"parents":{},"direction":false,"unknown":"_U"}},{"id":"TIME_PERIOD","kind":"time"}],"notes":[]}','[]');
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
INSERT INTO cell VALUES(1,1,'AFG 2024','exact','3',NULL,'',NULL);
INSERT INTO cell VALUES(1,2,'IRN 2024','exact','9176543',NULL,'',NULL);
INSERT INTO cell VALUES(1,3,'SYR 2024','exact','9876543',NULL,'P',NULL);
INSERT INTO cell VALUES(1,4,'UKR 2024','exact','0',NULL,'',NULL);
INSERT INTO cell VALUES(1,5,'_T 2024','exact','19053089',NULL,'',NULL);
INSERT INTO cell VALUES(2,1,'AFG 2023','between','10','20','',NULL);
INSERT INTO cell VALUES(2,2,'IRN 2023','not-applicable',NULL,NULL,'',NULL);
INSERT INTO cell VALUES(2,3,'SYR 2023','at-least','5',NULL,'',NULL);
INSERT INTO cell VALUES(2,4,'UKR 2023','suppressed',NULL,NULL,'','77');
INSERT INTO cell VALUES(3,1,'AFG 2024','exact','8',NULL,'',NULL);
INSERT INTO cell VALUES(4,1,'AFG 2025','exact','30',NULL,'',NULL);
INSERT INTO cell VALUES(5,1,'AFG 2022','exact','4',NULL,'',NULL);
INSERT INTO cell VALUES(5,2,'SYR 2022','exact','6',NULL,'',NULL);
INSERT INTO cell VALUES(6,1,'AFG 2022','exact','5',NULL,'',NULL);
INSERT INTO cell VALUES(6,2,'SYR 2022','exact','6',NULL,'',NULL);
INSERT INTO cell VALUES(7,1,'AFG 2021','exact','1',NULL,'',NULL);
CREATE TABLE received (
        submission INTEGER PRIMARY KEY REFERENCES submission (place),
        name TEXT NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
INSERT INTO received VALUES(1,'md.csv',X'4146473b330d0ac000');
CREATE TABLE documentation (
        country TEXT NOT NULL REFERENCES country (code),
        indicator TEXT NOT NULL REFERENCES indicator (id),
        valid_from TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (country, indicator, valid_from)
    ) STRICT, WITHOUT ROWID;
INSERT INTO documentation VALUES('MD','ASYLUM_DECISIONS','2020-01-01','{"country":"MD","indicator":"ASYLUM_DECISIONS","template":"1.0","from":"2020-01-01","until":null,"answers":[["AGENCY","en","Bureau"]]}');
CREATE TABLE protection (
        submission INTEGER PRIMARY KEY REFERENCES submission (place),
        rule TEXT NOT NULL,
        masked TEXT NOT NULL,
        cells INTEGER NOT NULL,
        provisional INTEGER NOT NULL
    ) STRICT;
INSERT INTO protection VALUES(1,'threshold=5 zeros=shown range=2',replace('AFG 2024\nIRN 2024','\n',char(10)),2,0);
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
