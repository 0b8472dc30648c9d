-- A sample of a database that version 0.1 left behind (SQLite, as its shell's .dump writes it): tests/store/test_store_kept.py opens it and goes on.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE escalations (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"plan" TEXT NOT NULL, 
	code TEXT NOT NULL, 
	due DATE NOT NULL, 
	step TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	told TEXT NOT NULL, 
	CONSTRAINT uq_escalations_plan_code_due_step UNIQUE ("plan", code, due, step)
);
INSERT INTO "escalations" VALUES(1,'xa','B','2025-09-30','unit_head','2025-12-04 00:30:00.000000','Chủ tịch');
INSERT INTO "escalations" VALUES(2,'xa','B','2025-09-30','leader','2025-12-12 08:00:00.000000','Phó Bí thư');
CREATE TABLE evidence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" TEXT NOT NULL, 
	batch TEXT NOT NULL, 
	"plan" TEXT, 
	code TEXT, 
	report_id INTEGER, 
	kind TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	user_id BIGINT NOT NULL, 
	user_name TEXT NOT NULL, 
	file_id TEXT NOT NULL, 
	unique_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	size BIGINT, 
	state TEXT NOT NULL, 
	sha256 TEXT, 
	attempts INTEGER NOT NULL, 
	due_at DATETIME NOT NULL, 
	error TEXT, 
	CONSTRAINT fk_evidence_report_id FOREIGN KEY(report_id) REFERENCES reports (id), 
	CONSTRAINT uq_evidence_key UNIQUE ("key")
);
INSERT INTO "evidence" VALUES(1,'in:27:1','in:27','xa','C',7,'document','2025-12-04 00:30:15.109032',1001,'Trưởng phòng Kinh tế','file-000001','ufile-000001','quyet dinh.pdf',15,'kept','281a9b6b403e3fecbd92e4b0504bde1ddac566e0478eb038d63a85aed1a8b418',0,'2025-12-04 00:30:15.109032',NULL);
INSERT INTO "evidence" VALUES(2,'in:28:1','in:28',NULL,NULL,NULL,'document','2025-12-04 00:30:17.120032',1002,'Đội trưởng','file-000002','ufile-000002','quyet dinh.pdf',15,'waiting',NULL,0,'2025-12-04 00:30:17.120032',NULL);
CREATE TABLE facts (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_facts PRIMARY KEY ("key")
);
INSERT INTO "facts" VALUES('bot_name','dunghan_rehearsal_bot');
INSERT INTO "facts" VALUES('plans_in_force','{"digest":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","turn":1,"catalog":{"!":"Catalog","units":{"!":"map","items":[["ubnd",{"!":"Unit","id":"ubnd","name":"Ủy ban nhân dân xã","short":"UBND xã","aliases":[],"parent":null}],["cong-an",{"!":"Unit","id":"cong-an","name":"Công an xã","short":"Công an xã","aliases":[],"parent":null}]]},"plans":{"!":"map","items":[["xa",{"!":"Plan","id":"xa","file":"plans/xa.yaml","number":"5-CTr/ĐU","title":"Chương trình của mẫu lưu","issuer":"Đảng ủy xã","issued":{"!":"date","value":"2025-08-01"},"owner":"ubnd","sections":{"!":"map","items":[["I","Một"],["II","Hai"]]},"tasks":[{"!":"Task","plan":"xa","code":"A","title":"Ban hành quy chế","owner":"ubnd","deadline":{"!":"Deadline","written":"31/12/2025","kind":{"!":"DeadlineKind","value":"day"},"reason":{"!":"Say","key":"deadline.day","values":{"!":"map","items":[["phrase","31/12/2025"],["start",{"!":"date","value":"2025-12-31"}],["due",{"!":"date","value":"2025-12-31"}]]}},"due":{"!":"date","value":"2025-12-31"},"period":{"!":"Period","start":{"!":"date","value":"2025-12-31"},"end":{"!":"date","value":"2025-12-31"}},"every":null,"months":[],"day":null,"inherited":false,"after":null,"within_days":null,"follows":null},"source":{"!":"Source","section":"I","item":1},"line":12,"deliverable":null,"support":["cong-an"],"owner_basis":null,"owner_given":false,"authority":null,"classification":null,"was":[],"assigned":null},{"!":"Task","plan":"xa","code":"B","title":"Rà soát mặt bằng","owner":"ubnd","deadline":{"!":"Deadline","written":"30/9/2025","kind":{"!":"DeadlineKind","value":"day"},"reason":{"!":"Say","key":"deadline.day","values":{"!":"map","items":[["phrase","30/9/2025"],["start",{"!":"date","value":"2025-09-30"}],["due",{"!":"date","value":"2025-09-30"}]]}},"due":{"!":"date","value":"2025-09-30"},"period":{"!":"Period","start":{"!":"date","value":"2025-09-30"},"end":{"!":"date","value":"2025-09-30"}},"every":null,"months":[],"day":null,"inherited":false,"after":null,"within_days":null,"follows":null},"source":{"!":"Source","section":"I","item":2},"line":13,"deliverable":null,"support":[],"owner_basis":null,"owner_given":false,"authority":null,"classification":null,"was":[],"assigned":null},{"!":"Task","plan":"xa","code":"C","title":"Cấp chữ ký số","owner":"ubnd","deadline":{"!":"Deadline","written":"31/12/2025","kind":{"!":"DeadlineKind","value":"day"},"reason":{"!":"Say","key":"deadline.day","values":{"!":"map","items":[["phrase","31/12/2025"],["start",{"!":"date","value":"2025-12-31"}],["due",{"!":"date","value":"2025-12-31"}]]}},"due":{"!":"date","value":"2025-12-31"},"period":{"!":"Period","start":{"!":"date","value":"2025-12-31"},"end":{"!":"date","value":"2025-12-31"}},"every":null,"months":[],"day":null,"inherited":false,"after":null,"within_days":null,"follows":null},"source":{"!":"Source","section":"II","item":3},"line":14,"deliverable":null,"support":[],"owner_basis":null,"owner_given":false,"authority":null,"classification":null,"was":[],"assigned":null},{"!":"Task","plan":"xa","code":"D","title":"Tập huấn","owner":"ubnd","deadline":{"!":"Deadline","written":"15/1/2026","kind":{"!":"DeadlineKind","value":"day"},"reason":{"!":"Say","key":"deadline.day","values":{"!":"map","items":[["phrase","15/1/2026"],["start",{"!":"date","value":"2026-01-15"}],["due",{"!":"date","value":"2026-01-15"}]]}},"due":{"!":"date","value":"2026-01-15"},"period":{"!":"Period","start":{"!":"date","value":"2026-01-15"},"end":{"!":"date","value":"2026-01-15"}},"every":null,"months":[],"day":null,"inherited":false,"after":null,"within_days":null,"follows":null},"source":{"!":"Source","section":"II","item":4},"line":15,"deliverable":null,"support":[],"owner_basis":null,"owner_given":false,"authority":null,"classification":null,"was":[],"assigned":null},{"!":"Task","plan":"xa","code":"E","title":"Phòng cháy","owner":"cong-an","deadline":{"!":"Deadline","written":"15/12/2025","kind":{"!":"DeadlineKind","value":"day"},"reason":{"!":"Say","key":"deadline.day","values":{"!":"map","items":[["phrase","15/12/2025"],["start",{"!":"date","value":"2025-12-15"}],["due",{"!":"date","value":"2025-12-15"}]]}},"due":{"!":"date","value":"2025-12-15"},"period":{"!":"Period","start":{"!":"date","value":"2025-12-15"},"end":{"!":"date","value":"2025-12-15"}},"every":null,"months":[],"day":null,"inherited":false,"after":null,"within_days":null,"follows":null},"source":{"!":"Source","section":"II","item":5},"line":16,"deliverable":null,"support":[],"owner_basis":null,"owner_given":true,"authority":null,"classification":null,"was":[],"assigned":null}],"targets":[{"!":"Target","id":"doanh-nghiep","title":"Số doanh nghiệp đang hoạt động","horizon":2030,"unit":"doanh nghiệp","low":{"!":"decimal","value":"300"},"high":null,"baseline":null,"better":{"!":"Better","value":"higher"},"owner":null}],"ladder":{"!":"Ladder","opening":true,"before":[30,14,7,3,1,0],"overdue_every":7,"unit_head_after":3,"leader_after":7},"authority":null,"approval":true,"evidence_for_done":false,"digest":{"!":"DigestWishes","weekday":null,"at":null,"language":null,"picture":null,"sections":null}}]]}}}');
INSERT INTO "facts" VALUES('digest:xa','2025-12-08T07:30:00+07:00 2025-12-15T07:30:00+07:00');
CREATE TABLE inbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	bot_id BIGINT NOT NULL, 
	update_id BIGINT NOT NULL, 
	lane BIGINT NOT NULL, 
	raw JSON NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	received_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	error TEXT, 
	CONSTRAINT uq_inbox_bot_id_update_id UNIQUE (bot_id, update_id)
);
INSERT INTO "inbox" VALUES(44,1000000000,543,1003,'{"update_id": 543, "message": {"message_id": 6, "date": 1764808227, "chat": {"type": "private", "id": 1003, "first_name": "Ph\u00f3 B\u00ed th\u01b0"}, "from": {"id": 1003, "is_bot": false, "first_name": "Ph\u00f3 B\u00ed th\u01b0", "language_code": "vi"}, "text": "/tiendo 3/12/2025", "entities": [{"type": "bot_command", "offset": 0, "length": 7}]}}','done',0,'2025-12-04 00:30:27.202064','2025-12-04 00:30:27.202064','2025-12-04 00:30:27.202064',NULL);
INSERT INTO "inbox" VALUES(45,1000000000,544,1003,'{"update_id": 544, "message": {"message_id": 8, "date": 1764808227, "chat": {"type": "private", "id": 1003, "first_name": "Ph\u00f3 B\u00ed th\u01b0"}, "from": {"id": 1003, "is_bot": false, "first_name": "Ph\u00f3 B\u00ed th\u01b0", "language_code": "vi"}, "text": "/baocao html qu\u00fd IV/2025", "entities": [{"type": "bot_command", "offset": 0, "length": 7}]}}','done',0,'2025-12-04 00:30:27.202064','2025-12-04 00:30:27.202064','2025-12-04 00:30:27.202064',NULL);
INSERT INTO "inbox" VALUES(46,1000000000,545,1002,'{"update_id": 545, "my_chat_member": {"chat": {"type": "private", "id": 1002, "first_name": "\u0110\u1ed9i tr\u01b0\u1edfng"}, "from": {"id": 1002, "is_bot": false, "first_name": "\u0110\u1ed9i tr\u01b0\u1edfng", "language_code": "vi"}, "date": 1764808228, "old_chat_member": {"user": {"id": 1000000000, "is_bot": true, "first_name": "dunghan_rehearsal_bot", "username": "dunghan_rehearsal_bot"}, "status": "member"}, "new_chat_member": {"user": {"id": 1000000000, "is_bot": true, "first_name": "dunghan_rehearsal_bot", "username": "dunghan_rehearsal_bot"}, "status": "kicked", "until_date": 0}}}','done',0,'2025-12-04 00:30:28.208064','2025-12-04 00:30:28.208064','2025-12-04 00:30:28.208064',NULL);
INSERT INTO "inbox" VALUES(47,1000000000,546,1001,'{"update_id": 546, "message": {"message_id": 39, "date": 1765758600, "chat": {"type": "private", "id": 1001, "first_name": "Tr\u01b0\u1edfng ph\u00f2ng Kinh t\u1ebf"}, "from": {"id": 1001, "is_bot": false, "first_name": "Tr\u01b0\u1edfng ph\u00f2ng Kinh t\u1ebf", "language_code": "vi"}, "text": "/viec D", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}}','done',0,'2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000',NULL);
INSERT INTO "inbox" VALUES(48,1000000000,547,1003,'{"update_id": 547, "message": {"message_id": 11, "date": 1765758600, "chat": {"type": "private", "id": 1003, "first_name": "Ph\u00f3 B\u00ed th\u01b0"}, "from": {"id": 1003, "is_bot": false, "first_name": "Ph\u00f3 B\u00ed th\u01b0", "language_code": "vi"}, "text": "/tiendo", "entities": [{"type": "bot_command", "offset": 0, "length": 7}]}}','done',0,'2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000',NULL);
INSERT INTO "inbox" VALUES(49,1000000000,548,1004,'{"update_id": 548, "message": {"message_id": 20, "date": 1765758600, "chat": {"type": "private", "id": 1004, "first_name": "Ch\u00e1nh V\u0103n ph\u00f2ng"}, "from": {"id": 1004, "is_bot": false, "first_name": "Ch\u00e1nh V\u0103n ph\u00f2ng", "language_code": "vi"}, "text": "/giahan", "entities": [{"type": "bot_command", "offset": 0, "length": 7}]}}','done',0,'2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000',NULL);
INSERT INTO "inbox" VALUES(50,1000000000,549,1001,'{"update_id": 549, "message": {"message_id": 40, "date": 1765758600, "chat": {"type": "private", "id": 1001, "first_name": "Tr\u01b0\u1edfng ph\u00f2ng Kinh t\u1ebf"}, "from": {"id": 1001, "is_bot": false, "first_name": "Tr\u01b0\u1edfng ph\u00f2ng Kinh t\u1ebf", "language_code": "vi"}, "text": "/capnhat D \u0111ang l\u00e0m 40%", "entities": [{"type": "bot_command", "offset": 0, "length": 8}]}}','new',0,'2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000',NULL,NULL);
INSERT INTO "inbox" VALUES(51,1000000000,900,1001,'{"update_id": 900, "message": {"chat": {"id": 1001, "type": "private"}, "text": "?"}}','failed',1,'2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000','boom');
CREATE TABLE invite_failures (
	id INTEGER NOT NULL, 
	user_id BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_invite_failures PRIMARY KEY (id)
);
CREATE TABLE invites (
	code_hash TEXT NOT NULL, 
	role TEXT NOT NULL, 
	unit TEXT, 
	"plan" TEXT, 
	post TEXT, 
	made_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	used_by BIGINT, valid_from DATE, valid_to DATE, replaces INTEGER, 
	CONSTRAINT pk_invites PRIMARY KEY (code_hash)
);
INSERT INTO "invites" VALUES('41fa1f369f6b6fb513ba2658a17ac8781397855bb5a42c8ff9fd496c919be7cf','official','ubnd',NULL,'Chuyên viên','2025-12-01 00:00:00.000000','2025-12-08 00:00:00.000000','2025-12-01 00:00:00.000000',1001,NULL,NULL,NULL);
INSERT INTO "invites" VALUES('0a9ba6c973721e57246dce6a95b533d9d7dd9b0eee750a0725a8f44632094618','official','cong-an',NULL,NULL,'2025-12-01 00:00:00.033258','2025-12-08 00:00:00.033258','2025-12-01 00:00:00.033258',1002,NULL,NULL,NULL);
INSERT INTO "invites" VALUES('a85f6e12f6bde6b0e76059d022076199f4d597751118e75368d76320820525d8','leader',NULL,'xa',NULL,'2025-12-01 00:00:00.065516','2025-12-08 00:00:00.065516','2025-12-01 00:00:00.065516',1003,NULL,NULL,NULL);
INSERT INTO "invites" VALUES('22b3603bff74396a09b1115ffd9040897e612d42c5d0a2f06ae50bc21b4107cf','secretary',NULL,'xa',NULL,'2025-12-01 00:00:00.097774','2025-12-08 00:00:00.097774','2025-12-01 00:00:00.097774',1004,NULL,NULL,NULL);
INSERT INTO "invites" VALUES('9f1ec7f606fe9c3608b6fadbd36022954c75228ba6b3cf29d427349784530bfe','head','ubnd',NULL,'Chủ tịch','2025-12-01 00:00:00.130032','2025-12-08 00:00:00.130032','2025-12-01 00:00:00.130032',1005,NULL,NULL,NULL);
INSERT INTO "invites" VALUES('09b2ee65eb38769cefdc23a85da479e9c3d7f92bc92a81935188d2f4e3eafc99','group',NULL,'xa',NULL,'2025-12-01 00:00:00.162290','2025-12-08 00:00:00.162290','2025-12-01 00:00:00.162290',1003,NULL,NULL,NULL);
INSERT INTO "invites" VALUES('ca10699681202cda9666f9cb20b9e79edc38b7564e02f3af9a12caa0038bb6fb','official','cong-an',NULL,NULL,'2025-12-01 00:00:00.194548','2025-12-08 00:00:00.194548',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE links (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	role TEXT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	user_id BIGINT, 
	name TEXT NOT NULL, 
	unit TEXT, 
	"plan" TEXT, 
	post TEXT, 
	linked_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	planned_through DATE, 
	unreachable_since DATETIME
, valid_from DATE, valid_to DATE, thread_id BIGINT);
INSERT INTO "links" VALUES(1,'official',1001,1001,'Trưởng phòng Kinh tế','ubnd',NULL,'Chuyên viên','2025-12-01 00:00:00.000000',NULL,'2025-12-15',NULL,NULL,NULL,NULL);
INSERT INTO "links" VALUES(2,'official',1002,1002,'Đội trưởng','cong-an',NULL,NULL,'2025-12-01 00:00:00.033258',NULL,'2025-12-15','2025-12-04 00:30:28.208064',NULL,NULL,NULL);
INSERT INTO "links" VALUES(3,'leader',1003,1003,'Phó Bí thư',NULL,'xa',NULL,'2025-12-01 00:00:00.065516',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "links" VALUES(4,'secretary',1004,1004,'Chánh Văn phòng',NULL,'xa',NULL,'2025-12-01 00:00:00.097774',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "links" VALUES(5,'head',1005,1005,'Chủ tịch','ubnd',NULL,'Chủ tịch','2025-12-01 00:00:00.130032',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "links" VALUES(6,'group',-2001,NULL,'Ban Chỉ đạo',NULL,'xa',NULL,'2025-12-01 00:00:00.162290',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	thread_id BIGINT, 
	priority INTEGER NOT NULL, 
	subject JSON NOT NULL, 
	edits BIGINT, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	claimed_at DATETIME, 
	ended_at DATETIME, 
	message_id BIGINT, 
	error TEXT, 
	CONSTRAINT uq_outbox_key UNIQUE ("key")
);
INSERT INTO "outbox" VALUES(1,'in:1:1','notice',1001,NULL,0,'{"key": "link.welcome_official", "values": {"unit": "\u1ee6y ban nh\u00e2n d\u00e2n x\u00e3", "post": "Chuy\u00ean vi\u00ean", "plan": "", "role": "official", "place": "UBND x\u00e3", "start": "", "end": ""}}',NULL,'sent',1,'2025-12-01 00:00:00.000000','2025-12-01 00:00:00.000000','2025-12-01 00:00:00.033258','2025-12-01 00:00:00.033258',2,NULL);
INSERT INTO "outbox" VALUES(2,'in:2:1','notice',1002,NULL,0,'{"key": "link.welcome_official", "values": {"unit": "C\u00f4ng an x\u00e3", "post": "", "plan": "", "role": "official", "place": "C\u00f4ng an x\u00e3", "start": "", "end": ""}}',NULL,'sent',1,'2025-12-01 00:00:00.033258','2025-12-01 00:00:00.033258','2025-12-01 00:00:00.065516','2025-12-01 00:00:00.065516',2,NULL);
INSERT INTO "outbox" VALUES(3,'in:3:1','notice',1003,NULL,0,'{"key": "link.welcome_leader", "values": {"unit": "", "post": "", "plan": "5-CTr/\u0110U \u2013 Ch\u01b0\u01a1ng tr\u00ecnh c\u1ee7a m\u1eabu l\u01b0u", "role": "leader", "place": "5-CTr/\u0110U", "start": "", "end": ""}}',NULL,'sent',1,'2025-12-01 00:00:00.065516','2025-12-01 00:00:00.065516','2025-12-01 00:00:00.097774','2025-12-01 00:00:00.097774',2,NULL);
INSERT INTO "outbox" VALUES(4,'in:4:1','notice',1004,NULL,0,'{"key": "link.welcome_secretary", "values": {"unit": "", "post": "", "plan": "5-CTr/\u0110U \u2013 Ch\u01b0\u01a1ng tr\u00ecnh c\u1ee7a m\u1eabu l\u01b0u", "role": "secretary", "place": "5-CTr/\u0110U", "start": "", "end": ""}}',NULL,'sent',1,'2025-12-01 00:00:00.097774','2025-12-01 00:00:00.097774','2025-12-01 00:00:00.130032','2025-12-01 00:00:00.130032',2,NULL);
INSERT INTO "outbox" VALUES(5,'in:5:1','notice',1005,NULL,0,'{"key": "link.welcome_head", "values": {"unit": "\u1ee6y ban nh\u00e2n d\u00e2n x\u00e3", "post": "Ch\u1ee7 t\u1ecbch", "plan": "", "role": "head", "place": "UBND x\u00e3", "start": "", "end": ""}}',NULL,'sent',1,'2025-12-01 00:00:00.130032','2025-12-01 00:00:00.130032','2025-12-01 00:00:00.162290','2025-12-01 00:00:00.162290',2,NULL);
INSERT INTO "outbox" VALUES(6,'in:8:1','notice',-2001,NULL,0,'{"key": "link.welcome_group", "values": {"unit": "", "post": "", "plan": "5-CTr/\u0110U \u2013 Ch\u01b0\u01a1ng tr\u00ecnh c\u1ee7a m\u1eabu l\u01b0u", "role": "group", "place": "5-CTr/\u0110U", "start": "", "end": ""}}',NULL,'sent',1,'2025-12-01 00:00:00.162290','2025-12-01 00:00:00.162290','2025-12-01 00:00:00.194548','2025-12-01 00:00:00.194548',3,NULL);
INSERT INTO "outbox" VALUES(7,'agenda:1001:2025-12-01','agenda',1001,NULL,10,'{"on": "2025-12-01", "since": {"ubnd": null}, "tasks": [["xa", "B"], ["xa", "A"], ["xa", "C"]], "first": 1, "later": [["xa", "A"], ["xa", "C"]], "total": 3}',NULL,'sent',1,'2025-12-01 00:30:00.000000','2025-12-01 00:30:00.000000','2025-12-01 00:30:00.000000','2025-12-01 00:30:00.000000',3,NULL);
INSERT INTO "outbox" VALUES(8,'agenda:1002:2025-12-01','agenda',1002,NULL,10,'{"on": "2025-12-01", "since": {"cong-an": null}, "tasks": [["xa", "E"], ["xa", "A"]], "first": 1, "later": [["xa", "E"], ["xa", "A"]], "total": 2}',NULL,'sent',1,'2025-12-01 00:30:00.000000','2025-12-01 00:30:00.000000','2025-12-01 00:30:00.000000','2025-12-01 00:30:00.000000',3,NULL);
INSERT INTO "outbox" VALUES(9,'digest:6:2025-12-01','digest',-2001,NULL,20,'{"plan": "xa", "week": "2025-12-01", "week_ago": "2025-11-24T07:30:00+07:00"}',NULL,'sent',1,'2025-12-01 00:30:00.000000','2025-12-01 00:30:00.000000','2025-12-01 00:30:00.000000','2025-12-01 00:30:00.000000',4,NULL);
INSERT INTO "outbox" VALUES(10,'picture:digest:6:2025-12-01','file',-2001,NULL,20,'{"plan": "xa", "week": "2025-12-01", "week_ago": "2025-11-24T07:30:00+07:00", "format": "png"}',NULL,'sent',1,'2025-12-01 00:30:00.000000','2025-12-01 00:30:00.000000','2025-12-01 00:30:01.005000','2025-12-01 00:30:01.005000',5,NULL);
INSERT INTO "outbox" VALUES(11,'agenda:1001:2025-12-04','agenda',1001,NULL,10,'{"on": "2025-12-04", "since": {"ubnd": "2025-12-01"}, "tasks": [["xa", "B"]], "first": 1, "later": [], "total": 1}',NULL,'sent',1,'2025-12-04 00:30:00.000000','2025-12-04 00:30:00.000000','2025-12-04 00:30:00.000000','2025-12-04 00:30:00.000000',4,NULL);
INSERT INTO "outbox" VALUES(12,'escalation:1005:2025-12-04','escalation',1005,NULL,10,'{"on": "2025-12-04", "all": [["xa", "B"]], "tasks": [["xa", "B"]], "first": 1}',NULL,'sent',1,'2025-12-04 00:30:00.000000','2025-12-04 00:30:00.000000','2025-12-04 00:30:00.000000','2025-12-04 00:30:00.000000',3,NULL);
INSERT INTO "outbox" VALUES(13,'in:9:1','card',1001,NULL,0,'{"tasks": [["xa", "B"]]}',NULL,'sent',1,'2025-12-04 00:30:00.000000','2025-12-04 00:30:00.000000','2025-12-04 00:30:01.005000','2025-12-04 00:30:01.005000',5,NULL);
INSERT INTO "outbox" VALUES(14,'in:10:1','card',1001,NULL,0,'{"tasks": [["xa", "C"]]}',NULL,'sent',1,'2025-12-04 00:30:01.005000','2025-12-04 00:30:01.005000','2025-12-04 00:30:02.010000','2025-12-04 00:30:02.010000',7,NULL);
INSERT INTO "outbox" VALUES(15,'in:11:1','receipt',1001,NULL,0,'{"reports": [1], "tasks": [["xa", "C"]]}',NULL,'sent',1,'2025-12-04 00:30:02.010000','2025-12-04 00:30:02.010000','2025-12-04 00:30:03.015000','2025-12-04 00:30:03.015000',8,NULL);
INSERT INTO "outbox" VALUES(16,'in:11:2','card',1001,NULL,0,'{"tasks": [["xa", "C"]]}',7,'sent',1,'2025-12-04 00:30:02.010000','2025-12-04 00:30:02.010000','2025-12-04 00:30:04.021000','2025-12-04 00:30:04.021000',7,NULL);
INSERT INTO "outbox" VALUES(17,'in:12:1','card',1001,NULL,0,'{"tasks": [["xa", "A"]]}',NULL,'sent',1,'2025-12-04 00:30:04.021000','2025-12-04 00:30:04.021000','2025-12-04 00:30:04.021000','2025-12-04 00:30:04.021000',10,NULL);
INSERT INTO "outbox" VALUES(18,'in:13:1','card',1001,NULL,0,'{"tasks": [["xa", "A"]], "detail": true}',10,'sent',1,'2025-12-04 00:30:04.021000','2025-12-04 00:30:04.021000','2025-12-04 00:30:05.026000','2025-12-04 00:30:05.026000',10,NULL);
INSERT INTO "outbox" VALUES(19,'in:14:1','tasks',1001,NULL,0,'{"user": 1001, "page": 0, "tasks": [["xa", "B"], ["xa", "A"], ["xa", "C"], ["xa", "D"]], "first": 1}',NULL,'sent',1,'2025-12-04 00:30:05.026000','2025-12-04 00:30:05.026000','2025-12-04 00:30:05.026000','2025-12-04 00:30:05.026000',12,NULL);
INSERT INTO "outbox" VALUES(20,'in:15:1','tasks',1001,NULL,0,'{"user": 1001, "page": 0, "find": "quy che", "tasks": [["xa", "A"]], "first": 1}',NULL,'sent',1,'2025-12-04 00:30:05.026000','2025-12-04 00:30:05.026000','2025-12-04 00:30:06.032000','2025-12-04 00:30:06.032000',14,NULL);
INSERT INTO "outbox" VALUES(21,'in:16:1','choice',1001,NULL,0,'{"ask": "meaning", "report": 2, "meanings": [["in_progress", null], ["done", null]], "tasks": [["xa", "C"]]}',NULL,'sent',1,'2025-12-04 00:30:06.032000','2025-12-04 00:30:06.032000','2025-12-04 00:30:07.037000','2025-12-04 00:30:07.037000',16,NULL);
INSERT INTO "outbox" VALUES(22,'in:16:2','card',1001,NULL,0,'{"tasks": [["xa", "C"]], "quiet": true}',7,'sent',1,'2025-12-04 00:30:06.032000','2025-12-04 00:30:06.032000','2025-12-04 00:30:08.043000','2025-12-04 00:30:08.043000',7,NULL);
INSERT INTO "outbox" VALUES(23,'in:17:1','choice',1001,NULL,0,'{"ask": "task", "text": "h\u00f4m qua c\u00f3 h\u1ecdp", "tasks": [["xa", "A"], ["xa", "B"], ["xa", "C"], ["xa", "D"]], "batch": null}',NULL,'sent',1,'2025-12-04 00:30:08.043000','2025-12-04 00:30:08.043000','2025-12-04 00:30:08.043000','2025-12-04 00:30:08.043000',18,NULL);
INSERT INTO "outbox" VALUES(24,'in:18:1','receipt',1001,NULL,0,'{"reports": [3], "tasks": [["xa", "D"]]}',NULL,'sent',1,'2025-12-04 00:30:08.043000','2025-12-04 00:30:08.043000','2025-12-04 00:30:09.048000','2025-12-04 00:30:09.048000',20,NULL);
INSERT INTO "outbox" VALUES(25,'in:19:1','receipt',1001,NULL,0,'{"reports": [3], "tasks": [["xa", "D"]]}',20,'sent',1,'2025-12-04 00:30:09.048000','2025-12-04 00:30:09.048000','2025-12-04 00:30:10.053000','2025-12-04 00:30:10.053000',20,NULL);
INSERT INTO "outbox" VALUES(26,'in:20:1','card',1001,NULL,0,'{"tasks": [["xa", "A"]]}',NULL,'sent',1,'2025-12-04 00:30:10.053000','2025-12-04 00:30:10.053000','2025-12-04 00:30:10.053000','2025-12-04 00:30:10.053000',22,NULL);
INSERT INTO "outbox" VALUES(27,'in:21:1','choice',1001,NULL,0,'{"ask": "until", "tasks": [["xa", "A"]], "dates": ["2026-01-31", "2026-03-31"], "report": null}',NULL,'sent',1,'2025-12-04 00:30:10.053000','2025-12-04 00:30:10.053000','2025-12-04 00:30:11.059000','2025-12-04 00:30:11.059000',23,NULL);
INSERT INTO "outbox" VALUES(28,'in:22:1','choice',1004,NULL,0,'{"ask": "request", "report": 5, "tasks": [["xa", "A"]]}',NULL,'sent',1,'2025-12-04 00:30:11.059000','2025-12-04 00:30:11.059000','2025-12-04 00:30:11.059000','2025-12-04 00:30:11.059000',3,NULL);
INSERT INTO "outbox" VALUES(29,'in:22:2','receipt',1001,NULL,0,'{"reports": [5], "tasks": [["xa", "A"]]}',23,'sent',1,'2025-12-04 00:30:11.059000','2025-12-04 00:30:11.059000','2025-12-04 00:30:12.064000','2025-12-04 00:30:12.064000',23,NULL);
INSERT INTO "outbox" VALUES(30,'in:22:3','card',1001,NULL,0,'{"tasks": [["xa", "A"]], "quiet": true}',22,'sent',1,'2025-12-04 00:30:11.059000','2025-12-04 00:30:11.059000','2025-12-04 00:30:12.064000','2025-12-04 00:30:12.064000',22,NULL);
INSERT INTO "outbox" VALUES(31,'in:23:1','choice',1004,NULL,0,'{"ask": "result", "report": 6, "tasks": [["xa", "C"]]}',NULL,'sent',1,'2025-12-04 00:30:12.064000','2025-12-04 00:30:12.064000','2025-12-04 00:30:12.094032','2025-12-04 00:30:12.094032',4,NULL);
INSERT INTO "outbox" VALUES(32,'in:23:2','receipt',1001,NULL,0,'{"reports": [6], "tasks": [["xa", "C"]]}',NULL,'sent',1,'2025-12-04 00:30:12.064000','2025-12-04 00:30:12.064000','2025-12-04 00:30:12.094032','2025-12-04 00:30:12.094032',25,NULL);
INSERT INTO "outbox" VALUES(33,'in:23:3','card',1001,NULL,0,'{"tasks": [["xa", "C"]], "quiet": true}',7,'sent',1,'2025-12-04 00:30:12.064000','2025-12-04 00:30:12.064000','2025-12-04 00:30:13.099032','2025-12-04 00:30:13.099032',7,NULL);
INSERT INTO "outbox" VALUES(34,'in:24:1','notice',1001,NULL,0,'{"key": "snooze.kept", "values": {"code": "C", "title": "C\u1ea5p ch\u1eef k\u00fd s\u1ed1", "until": "7/12/2025", "capped": false}}',NULL,'sent',1,'2025-12-04 00:30:13.099032','2025-12-04 00:30:13.099032','2025-12-04 00:30:13.099032','2025-12-04 00:30:13.099032',27,NULL);
INSERT INTO "outbox" VALUES(35,'in:25:1','card',1001,NULL,0,'{"tasks": [["xa", "D"]]}',NULL,'sent',1,'2025-12-04 00:30:13.099032','2025-12-04 00:30:13.099032','2025-12-04 00:30:14.104032','2025-12-04 00:30:14.104032',29,NULL);
INSERT INTO "outbox" VALUES(36,'in:26:1','notice',1001,NULL,0,'{"key": "snooze.kept", "values": {"code": "D", "title": "T\u1eadp hu\u1ea5n", "until": "7/12/2025", "capped": false}}',NULL,'skipped',1,'2025-12-04 00:30:14.104032','2025-12-04 00:30:14.104032','2025-12-04 00:30:15.109032','2025-12-15 00:30:00.000000',30,'nothing open');
INSERT INTO "outbox" VALUES(37,'in:27:1','receipt',1001,NULL,0,'{"reports": [7], "tasks": [["xa", "C"]]}',NULL,'sent',1,'2025-12-04 00:30:15.109032','2025-12-04 00:30:15.109032','2025-12-04 00:30:16.114032','2025-12-04 00:30:16.114032',32,NULL);
INSERT INTO "outbox" VALUES(38,'in:27:2','card',1001,NULL,0,'{"tasks": [["xa", "C"]], "quiet": true}',7,'sent',1,'2025-12-04 00:30:15.109032','2025-12-04 00:30:15.109032','2025-12-04 00:30:17.120032','2025-12-04 00:30:17.120032',7,NULL);
INSERT INTO "outbox" VALUES(39,'in:27:3','choice',1004,NULL,0,'{"ask": "result", "report": 6, "tasks": [["xa", "C"]], "quiet": true}',4,'sent',1,'2025-12-04 00:30:15.109032','2025-12-04 00:30:15.109032','2025-12-04 00:30:15.109032','2025-12-04 00:30:15.109032',4,NULL);
INSERT INTO "outbox" VALUES(40,'in:28:1','choice',1002,NULL,0,'{"ask": "task", "text": "bi\u00ean b\u1ea3n", "tasks": [["xa", "E"], ["xa", "A"]], "batch": "in:28"}',NULL,'sent',1,'2025-12-04 00:30:17.120032','2025-12-04 00:30:17.120032','2025-12-04 00:30:17.120032','2025-12-04 00:30:17.120032',5,NULL);
INSERT INTO "outbox" VALUES(41,'in:29:1','file',1001,NULL,0,'{"unit": "ubnd", "format": "ics"}',NULL,'sent',1,'2025-12-04 00:30:17.120032','2025-12-04 00:30:17.120032','2025-12-04 00:30:17.120032','2025-12-04 00:30:17.120032',34,NULL);
INSERT INTO "outbox" VALUES(42,'in:30:1','choice',1004,NULL,0,'{"ask": "pending", "of": ["result"]}',NULL,'sent',1,'2025-12-04 00:30:17.120032','2025-12-04 00:30:17.120032','2025-12-04 00:30:17.150064','2025-12-04 00:30:17.150064',6,NULL);
INSERT INTO "outbox" VALUES(43,'in:31:1','choice',1004,NULL,0,'{"ask": "words", "verdict": "return", "report": 6, "tasks": [["xa", "C"]], "until": null}',NULL,'sent',1,'2025-12-04 00:30:17.150064','2025-12-04 00:30:17.150064','2025-12-04 00:30:18.155064','2025-12-04 00:30:18.155064',7,NULL);
INSERT INTO "outbox" VALUES(44,'in:32:1','choice',1004,NULL,0,'{"ask": "post", "for": "unlink", "links": [1, 2, 3, 5, 6], "more": 0}',NULL,'sent',1,'2025-12-04 00:30:18.155064','2025-12-04 00:30:18.155064','2025-12-04 00:30:19.160064','2025-12-04 00:30:19.160064',9,NULL);
INSERT INTO "outbox" VALUES(45,'in:33:1','choice',1004,NULL,0,'{"ask": "unlink", "link": 1}',9,'sent',1,'2025-12-04 00:30:19.160064','2025-12-04 00:30:19.160064','2025-12-04 00:30:20.165064','2025-12-04 00:30:20.165064',9,NULL);
INSERT INTO "outbox" VALUES(46,'in:34:1','targets',1004,NULL,0,'{"plan": "xa", "user": 1004, "page": 0, "numbers": {"1": ["xa", "doanh-nghiep"]}}',NULL,'sent',1,'2025-12-04 00:30:20.165064','2025-12-04 00:30:20.165064','2025-12-04 00:30:20.165064','2025-12-04 00:30:20.165064',11,NULL);
INSERT INTO "outbox" VALUES(47,'in:35:1','target',1004,NULL,0,'{"plan": "xa", "target": "doanh-nghiep", "wants": true}',NULL,'sent',1,'2025-12-04 00:30:20.165064','2025-12-04 00:30:20.165064','2025-12-04 00:30:21.170064','2025-12-04 00:30:21.170064',12,NULL);
INSERT INTO "outbox" VALUES(48,'in:36:1','notice',1004,NULL,0,'{"key": "target.no_figure", "values": {"unit": "doanh nghi\u1ec7p", "title": "S\u1ed1 doanh nghi\u1ec7p \u0111ang ho\u1ea1t \u0111\u1ed9ng"}, "plan": "xa", "target": "doanh-nghiep", "wants": true}',NULL,'refused',1,'2025-12-04 00:30:21.170064','2025-12-04 00:30:21.170064','2025-12-04 00:30:22.175064','2025-12-15 00:30:00.000000',14,'Bad Request: message is too long');
INSERT INTO "outbox" VALUES(49,'in:37:1','value',1004,NULL,0,'{"plan": "xa", "target": "doanh-nghiep", "value": 1, "typed": "", "other": ""}',NULL,'sent',1,'2025-12-04 00:30:22.175064','2025-12-04 00:30:22.175064','2025-12-04 00:30:23.181064','2025-12-04 00:30:23.181064',16,NULL);
INSERT INTO "outbox" VALUES(50,'in:38:1','value',1004,NULL,0,'{"plan": "xa", "target": "doanh-nghiep", "value": 2, "typed": "", "other": ""}',NULL,'sent',1,'2025-12-04 00:30:23.181064','2025-12-04 00:30:23.181064','2025-12-04 00:30:24.186064','2025-12-04 00:30:24.186064',18,NULL);
INSERT INTO "outbox" VALUES(51,'in:39:1','value',1004,NULL,0,'{"plan": "xa", "target": "doanh-nghiep", "value": 2}',18,'sent',1,'2025-12-04 00:30:24.186064','2025-12-04 00:30:24.186064','2025-12-04 00:30:25.191064','2025-12-04 00:30:25.191064',18,NULL);
INSERT INTO "outbox" VALUES(52,'in:40:1','choice',1001,NULL,0,'{"ask": "leave"}',NULL,'sent',1,'2025-12-04 00:30:25.191064','2025-12-04 00:30:25.191064','2025-12-04 00:30:25.191064','2025-12-04 00:30:25.191064',36,NULL);
INSERT INTO "outbox" VALUES(53,'in:41:1','progress',1003,NULL,0,'{"plan": "xa"}',NULL,'sent',1,'2025-12-04 00:30:25.191064','2025-12-04 00:30:25.191064','2025-12-04 00:30:25.191064','2025-12-04 00:30:25.191064',4,NULL);
INSERT INTO "outbox" VALUES(54,'in:42:1','figures',1003,NULL,0,'{"plan": "xa", "by": "u", "what": "-", "page": 0, "groups": ["bed9d4253c5e", "7359c61279d9"], "first": 1}',NULL,'sent',1,'2025-12-04 00:30:25.191064','2025-12-04 00:30:25.191064','2025-12-04 00:30:26.197064','2025-12-04 00:30:26.197064',5,NULL);
INSERT INTO "outbox" VALUES(55,'in:43:1','figures',1003,NULL,0,'{"plan": "xa", "by": "u", "what": "bed9d4253c5e", "page": 0, "tasks": [["xa", "B"], ["xa", "A"], ["xa", "C"], ["xa", "D"]], "first": 1}',5,'sent',1,'2025-12-04 00:30:26.197064','2025-12-04 00:30:26.197064','2025-12-04 00:30:27.202064','2025-12-04 00:30:27.202064',5,NULL);
INSERT INTO "outbox" VALUES(56,'in:44:1','progress',1003,NULL,0,'{"plan": "xa", "on": "2025-12-03"}',NULL,'sent',1,'2025-12-04 00:30:27.202064','2025-12-04 00:30:27.202064','2025-12-04 00:30:27.202064','2025-12-04 00:30:27.202064',7,NULL);
INSERT INTO "outbox" VALUES(57,'in:45:1','file',1003,NULL,0,'{"plan": "xa", "format": "html", "quarter": ["2025-10-01", "2025-12-31"]}',NULL,'sent',1,'2025-12-04 00:30:27.202064','2025-12-04 00:30:27.202064','2025-12-04 00:30:28.208064','2025-12-04 00:30:28.208064',9,NULL);
INSERT INTO "outbox" VALUES(58,'agenda:1001:2025-12-05','agenda',1001,NULL,10,'{"on": "2025-12-05", "since": {"ubnd": "2025-12-04"}, "tasks": [["xa", "D"]], "first": 1, "later": [["xa", "D"]], "total": 1}',NULL,'sent',1,'2025-12-05 00:30:00.000000','2025-12-05 00:30:00.000000','2025-12-05 00:30:00.000000','2025-12-05 00:30:00.000000',37,NULL);
INSERT INTO "outbox" VALUES(59,'agenda:1002:2025-12-08','agenda',1002,NULL,10,'{"on": "2025-12-08", "since": {"cong-an": "2025-12-05"}, "tasks": [["xa", "E"]], "first": 1, "later": [["xa", "E"]], "total": 1}',NULL,'unreachable',1,'2025-12-08 00:30:00.000000','2025-12-08 00:30:00.000000','2025-12-08 00:30:00.000000','2025-12-08 00:30:00.000000',NULL,'Forbidden: bot was blocked by the user');
INSERT INTO "outbox" VALUES(60,'digest:6:2025-12-08','digest',-2001,NULL,20,'{"plan": "xa", "week": "2025-12-08", "week_ago": "2025-12-01T07:30:00+07:00"}',NULL,'sent',1,'2025-12-08 00:30:00.000000','2025-12-08 00:30:00.000000','2025-12-08 00:30:00.000000','2025-12-08 00:30:00.000000',6,NULL);
INSERT INTO "outbox" VALUES(61,'picture:digest:6:2025-12-08','file',-2001,NULL,20,'{"plan": "xa", "week": "2025-12-08", "week_ago": "2025-12-01T07:30:00+07:00", "format": "png"}',NULL,'sent',1,'2025-12-08 00:30:00.000000','2025-12-08 00:30:00.000000','2025-12-08 00:30:01.005000','2025-12-08 00:30:01.005000',7,NULL);
INSERT INTO "outbox" VALUES(62,'unreached:1004:2025-12-08','unreached',1004,NULL,20,'{"on": "2025-12-08"}',NULL,'sent',1,'2025-12-08 00:30:00.000000','2025-12-08 00:45:00.000000','2025-12-12 08:00:00.030032','2025-12-12 08:00:00.030032',19,NULL);
INSERT INTO "outbox" VALUES(63,'agenda:1001:2025-12-12','agenda',1001,NULL,10,'{"on": "2025-12-12", "since": {"ubnd": "2025-12-08"}, "tasks": [["xa", "B"]], "first": 1, "later": [], "total": 1}',NULL,'sent',1,'2025-12-12 08:00:00.000000','2025-12-12 08:00:00.000000','2025-12-12 08:00:00.030032','2025-12-12 08:00:00.030032',38,NULL);
INSERT INTO "outbox" VALUES(64,'agenda:1002:2025-12-12','agenda',1002,NULL,10,'{"on": "2025-12-12", "since": {"cong-an": "2025-12-08"}, "tasks": [["xa", "E"]], "first": 1, "later": [["xa", "E"]], "total": 1}',NULL,'unreachable',1,'2025-12-12 08:00:00.000000','2025-12-12 08:00:00.000000','2025-12-12 08:00:00.030032','2025-12-12 08:00:00.030032',NULL,'Forbidden: bot was blocked by the user');
INSERT INTO "outbox" VALUES(65,'escalation:1003:2025-12-12','escalation',1003,NULL,10,'{"on": "2025-12-12", "all": [["xa", "B"]], "tasks": [["xa", "B"]], "first": 1}',NULL,'sent',1,'2025-12-12 08:00:00.000000','2025-12-12 08:00:00.000000','2025-12-12 08:00:00.030032','2025-12-12 08:00:00.030032',10,NULL);
INSERT INTO "outbox" VALUES(66,'unreached:1004:2025-12-12','unreached',1004,NULL,20,'{"on": "2025-12-12"}',NULL,'pending',0,'2025-12-12 08:00:00.030032','2025-12-12 08:15:00.030032',NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(67,'agenda:1002:2025-12-15','agenda',1002,NULL,10,'{"on": "2025-12-15", "since": {"cong-an": "2025-12-12"}}',NULL,'pending',0,'2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000',NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(68,'digest:6:2025-12-15','digest',-2001,NULL,20,'{"plan": "xa", "week": "2025-12-15", "week_ago": "2025-12-08T07:30:00+07:00"}',NULL,'pending',0,'2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000',NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(69,'picture:digest:6:2025-12-15','file',-2001,NULL,20,'{"plan": "xa", "week": "2025-12-15", "week_ago": "2025-12-08T07:30:00+07:00", "format": "png"}',NULL,'pending',0,'2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000',NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(70,'in:47:1','card',1001,NULL,0,'{"tasks": [["xa", "D"]]}',NULL,'sending',1,'2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000',NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(71,'in:48:1','progress',1003,NULL,0,'{"plan": "xa"}',NULL,'retrying',0,'2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000',NULL,NULL,NULL,'bad gateway');
INSERT INTO "outbox" VALUES(72,'in:49:1','choice',1004,NULL,0,'{"ask": "pending", "of": ["request"]}',NULL,'uncertain',0,'2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000',NULL,NULL,NULL,'cut off');
INSERT INTO "outbox" VALUES(73,'aside:51','notice',1001,NULL,0,'{"key": "outage.set_aside", "values": {}}',NULL,'pending',0,'2025-12-15 00:30:00.000000','2025-12-15 00:30:00.000000',NULL,NULL,NULL,NULL);
CREATE TABLE reports (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	code TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	user_id BIGINT NOT NULL, 
	user_name TEXT NOT NULL, 
	unit TEXT, 
	state TEXT, 
	percent INTEGER, 
	note TEXT NOT NULL, 
	asked_until DATE, 
	undoes INTEGER, part TEXT DEFAULT 'owner' NOT NULL, decides INTEGER CONSTRAINT fk_reports_decides REFERENCES reports (id), 
	CONSTRAINT fk_reports_undoes FOREIGN KEY(undoes) REFERENCES reports (id), 
	CONSTRAINT uq_reports_key UNIQUE ("key")
);
INSERT INTO "reports" VALUES(1,'in:11:1','xa','C','progress','2025-12-04 00:30:02.010000',1001,'Trưởng phòng Kinh tế','ubnd','in_progress',50,'',NULL,NULL,'owner',NULL);
INSERT INTO "reports" VALUES(2,'in:16:1','xa','C','note','2025-12-04 00:30:06.032000',1001,'Trưởng phòng Kinh tế','ubnd',NULL,NULL,'đã họp với các bên',NULL,NULL,'owner',NULL);
INSERT INTO "reports" VALUES(3,'in:18:1','xa','D','progress','2025-12-04 00:30:08.043000',1001,'Trưởng phòng Kinh tế','ubnd','blocked',NULL,'vướng kinh phí',NULL,NULL,'owner',NULL);
INSERT INTO "reports" VALUES(4,'in:19:1','xa','D','undo','2025-12-04 00:30:09.048000',1001,'Trưởng phòng Kinh tế','ubnd',NULL,NULL,'',NULL,3,'owner',NULL);
INSERT INTO "reports" VALUES(5,'in:22:1','xa','A','extension','2025-12-04 00:30:11.059000',1001,'Trưởng phòng Kinh tế','ubnd',NULL,NULL,'','2026-03-31',NULL,'owner',NULL);
INSERT INTO "reports" VALUES(6,'in:23:1','xa','C','progress','2025-12-04 00:30:12.064000',1001,'Trưởng phòng Kinh tế','ubnd','awaiting_approval',NULL,'đã xong',NULL,NULL,'owner',NULL);
INSERT INTO "reports" VALUES(7,'in:27:1','xa','C','evidence','2025-12-04 00:30:15.109032',1001,'Trưởng phòng Kinh tế','ubnd',NULL,NULL,'',NULL,NULL,'owner',NULL);
CREATE TABLE snoozes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"plan" TEXT NOT NULL, 
	code TEXT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	user_name TEXT NOT NULL, 
	asked_on DATE NOT NULL, 
	until DATE NOT NULL
);
INSERT INTO "snoozes" VALUES(1,'xa','C',1001,'Trưởng phòng Kinh tế','2025-12-04','2025-12-07');
INSERT INTO "snoozes" VALUES(2,'xa','D',1001,'Trưởng phòng Kinh tế','2025-12-04','2025-12-07');
CREATE TABLE target_values (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	target TEXT NOT NULL, 
	value TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	note TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	user_id BIGINT NOT NULL, 
	user_name TEXT NOT NULL, 
	unit TEXT, 
	undoes INTEGER, 
	CONSTRAINT fk_target_values_undoes FOREIGN KEY(undoes) REFERENCES target_values (id), 
	CONSTRAINT uq_target_values_key UNIQUE ("key")
);
INSERT INTO "target_values" VALUES(1,'in:37','xa','doanh-nghiep','120','2025-06-30','theo Thống kê','2025-12-04 00:30:22.175064',1004,'Chánh Văn phòng',NULL,NULL);
INSERT INTO "target_values" VALUES(2,'in:38','xa','doanh-nghiep','150','2025-11-30','theo Thống kê','2025-12-04 00:30:23.181064',1004,'Chánh Văn phòng',NULL,NULL);
INSERT INTO "target_values" VALUES(3,'in:39','xa','doanh-nghiep','150','2025-11-30','theo Thống kê','2025-12-04 00:30:24.186064',1004,'Chánh Văn phòng',NULL,2);
CREATE INDEX ix_inbox_bot_id_state_due_at ON inbox (bot_id, state, due_at);
CREATE INDEX ix_invite_failures_user_id_at ON invite_failures (user_id, at);
CREATE INDEX ix_links_chat_id ON links (chat_id);
CREATE INDEX ix_links_user_id ON links (user_id);
CREATE INDEX ix_outbox_chat_id_edits ON outbox (chat_id, edits);
CREATE INDEX ix_outbox_chat_id_message_id ON outbox (chat_id, message_id);
CREATE INDEX ix_outbox_state_due_at ON outbox (state, due_at);
CREATE INDEX ix_reports_plan_code ON reports ("plan", code);
CREATE INDEX ix_evidence_plan_code ON evidence ("plan", code);
CREATE INDEX ix_evidence_batch ON evidence (batch);
CREATE INDEX ix_evidence_state_due_at ON evidence (state, due_at);
CREATE INDEX ix_outbox_kind_ended_at ON outbox (kind, ended_at);
CREATE UNIQUE INDEX ix_links_in_force ON links (role, coalesce(user_id, chat_id), coalesce(unit, ''), coalesce("plan", ''), coalesce(post, '')) WHERE ended_at IS NULL;
CREATE INDEX ix_snoozes_chat_id ON snoozes (chat_id);
CREATE INDEX ix_target_values_plan_target ON target_values ("plan", target);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('inbox',51);
INSERT INTO "sqlite_sequence" VALUES('links',6);
INSERT INTO "sqlite_sequence" VALUES('outbox',73);
INSERT INTO "sqlite_sequence" VALUES('escalations',2);
INSERT INTO "sqlite_sequence" VALUES('reports',7);
INSERT INTO "sqlite_sequence" VALUES('snoozes',2);
INSERT INTO "sqlite_sequence" VALUES('evidence',2);
INSERT INTO "sqlite_sequence" VALUES('target_values',3);
COMMIT;
