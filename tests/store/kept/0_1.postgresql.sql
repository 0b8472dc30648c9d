-- A sample of a database that version 0.1 left behind (PostgreSQL, as pg_dump --inserts writes it, less comments): tests/store/test_store_kept.py opens it and goes on.
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.escalations (
    id integer NOT NULL,
    plan text NOT NULL,
    code text NOT NULL,
    due date NOT NULL,
    step text NOT NULL,
    at timestamp with time zone NOT NULL,
    told text NOT NULL
);
CREATE SEQUENCE public.escalations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.escalations_id_seq OWNED BY public.escalations.id;
CREATE TABLE public.evidence (
    id integer NOT NULL,
    key text NOT NULL,
    batch text NOT NULL,
    plan text,
    code text,
    report_id integer,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL,
    user_name text NOT NULL,
    file_id text NOT NULL,
    unique_id text NOT NULL,
    name text NOT NULL,
    size bigint,
    state text NOT NULL,
    sha256 text,
    attempts integer NOT NULL,
    due_at timestamp with time zone NOT NULL,
    error text
);
CREATE SEQUENCE public.evidence_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.evidence_id_seq OWNED BY public.evidence.id;
CREATE TABLE public.facts (
    key text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.inbox (
    id integer NOT NULL,
    bot_id bigint NOT NULL,
    update_id bigint NOT NULL,
    lane bigint NOT NULL,
    raw json NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    received_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    error text
);
CREATE SEQUENCE public.inbox_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.inbox_id_seq OWNED BY public.inbox.id;
CREATE TABLE public.invite_failures (
    id integer NOT NULL,
    user_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.invite_failures_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.invite_failures_id_seq OWNED BY public.invite_failures.id;
CREATE TABLE public.invites (
    code_hash text NOT NULL,
    role text NOT NULL,
    unit text,
    plan text,
    post text,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    used_by bigint,
    valid_from date,
    valid_to date,
    replaces integer
);
CREATE TABLE public.links (
    id integer NOT NULL,
    role text NOT NULL,
    chat_id bigint NOT NULL,
    user_id bigint,
    name text NOT NULL,
    unit text,
    plan text,
    post text,
    linked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    planned_through date,
    unreachable_since timestamp with time zone,
    valid_from date,
    valid_to date,
    thread_id bigint
);
CREATE SEQUENCE public.links_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.links_id_seq OWNED BY public.links.id;
CREATE TABLE public.outbox (
    id integer NOT NULL,
    key text NOT NULL,
    kind text NOT NULL,
    chat_id bigint NOT NULL,
    thread_id bigint,
    priority integer NOT NULL,
    subject json NOT NULL,
    edits bigint,
    state text NOT NULL,
    attempts integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    claimed_at timestamp with time zone,
    ended_at timestamp with time zone,
    message_id bigint,
    error text
);
CREATE SEQUENCE public.outbox_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.outbox_id_seq OWNED BY public.outbox.id;
CREATE TABLE public.reports (
    id integer NOT NULL,
    key text NOT NULL,
    plan text NOT NULL,
    code text NOT NULL,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL,
    user_name text NOT NULL,
    unit text,
    state text,
    percent integer,
    note text NOT NULL,
    asked_until date,
    undoes integer,
    part text DEFAULT 'owner'::text NOT NULL,
    decides integer
);
CREATE SEQUENCE public.reports_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.reports_id_seq OWNED BY public.reports.id;
CREATE TABLE public.snoozes (
    id integer NOT NULL,
    plan text NOT NULL,
    code text NOT NULL,
    chat_id bigint NOT NULL,
    user_name text NOT NULL,
    asked_on date NOT NULL,
    until date NOT NULL
);
CREATE SEQUENCE public.snoozes_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.snoozes_id_seq OWNED BY public.snoozes.id;
CREATE TABLE public.target_values (
    id integer NOT NULL,
    key text NOT NULL,
    plan text NOT NULL,
    target text NOT NULL,
    value text NOT NULL,
    "on" date NOT NULL,
    note text NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL,
    user_name text NOT NULL,
    unit text,
    undoes integer
);
CREATE SEQUENCE public.target_values_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.target_values_id_seq OWNED BY public.target_values.id;
ALTER TABLE ONLY public.escalations ALTER COLUMN id SET DEFAULT nextval('public.escalations_id_seq'::regclass);
ALTER TABLE ONLY public.evidence ALTER COLUMN id SET DEFAULT nextval('public.evidence_id_seq'::regclass);
ALTER TABLE ONLY public.inbox ALTER COLUMN id SET DEFAULT nextval('public.inbox_id_seq'::regclass);
ALTER TABLE ONLY public.invite_failures ALTER COLUMN id SET DEFAULT nextval('public.invite_failures_id_seq'::regclass);
ALTER TABLE ONLY public.links ALTER COLUMN id SET DEFAULT nextval('public.links_id_seq'::regclass);
ALTER TABLE ONLY public.outbox ALTER COLUMN id SET DEFAULT nextval('public.outbox_id_seq'::regclass);
ALTER TABLE ONLY public.reports ALTER COLUMN id SET DEFAULT nextval('public.reports_id_seq'::regclass);
ALTER TABLE ONLY public.snoozes ALTER COLUMN id SET DEFAULT nextval('public.snoozes_id_seq'::regclass);
ALTER TABLE ONLY public.target_values ALTER COLUMN id SET DEFAULT nextval('public.target_values_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0005');
INSERT INTO public.escalations VALUES (1, 'xa', 'B', '2025-09-30', 'unit_head', '2025-12-04 00:30:00+00', 'Chủ tịch');
INSERT INTO public.escalations VALUES (2, 'xa', 'B', '2025-09-30', 'leader', '2025-12-12 08:00:00+00', 'Phó Bí thư');
INSERT INTO public.evidence VALUES (1, 'in:27:1', 'in:27', 'xa', 'C', 7, 'document', '2025-12-04 00:30:15.109032+00', 1001, 'Trưởng phòng Kinh tế', 'file-000001', 'ufile-000001', 'quyet dinh.pdf', 15, 'kept', '281a9b6b403e3fecbd92e4b0504bde1ddac566e0478eb038d63a85aed1a8b418', 0, '2025-12-04 00:30:15.109032+00', NULL);
INSERT INTO public.evidence VALUES (2, 'in:28:1', 'in:28', NULL, NULL, NULL, 'document', '2025-12-04 00:30:17.120032+00', 1002, 'Đội trưởng', 'file-000002', 'ufile-000002', 'quyet dinh.pdf', 15, 'waiting', NULL, 0, '2025-12-04 00:30:17.120032+00', NULL);
INSERT INTO public.facts VALUES ('bot_name', 'dunghan_rehearsal_bot');
INSERT INTO public.facts VALUES ('plans_in_force', '{"digest":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","turn":1,"catalog":{"!":"Catalog","units":{"!":"map","items":[["ubnd",{"!":"Unit","id":"ubnd","name":"Ủy ban nhân dân xã","short":"UBND xã","aliases":[],"parent":null}],["cong-an",{"!":"Unit","id":"cong-an","name":"Công an xã","short":"Công an xã","aliases":[],"parent":null}]]},"plans":{"!":"map","items":[["xa",{"!":"Plan","id":"xa","file":"plans/xa.yaml","number":"5-CTr/ĐU","title":"Chương trình của mẫu lưu","issuer":"Đảng ủy xã","issued":{"!":"date","value":"2025-08-01"},"owner":"ubnd","sections":{"!":"map","items":[["I","Một"],["II","Hai"]]},"tasks":[{"!":"Task","plan":"xa","code":"A","title":"Ban hành quy chế","owner":"ubnd","deadline":{"!":"Deadline","written":"31/12/2025","kind":{"!":"DeadlineKind","value":"day"},"reason":{"!":"Say","key":"deadline.day","values":{"!":"map","items":[["phrase","31/12/2025"],["start",{"!":"date","value":"2025-12-31"}],["due",{"!":"date","value":"2025-12-31"}]]}},"due":{"!":"date","value":"2025-12-31"},"period":{"!":"Period","start":{"!":"date","value":"2025-12-31"},"end":{"!":"date","value":"2025-12-31"}},"every":null,"months":[],"day":null,"inherited":false,"after":null,"within_days":null,"follows":null},"source":{"!":"Source","section":"I","item":1},"line":12,"deliverable":null,"support":["cong-an"],"owner_basis":null,"owner_given":false,"authority":null,"classification":null,"was":[],"assigned":null},{"!":"Task","plan":"xa","code":"B","title":"Rà soát mặt bằng","owner":"ubnd","deadline":{"!":"Deadline","written":"30/9/2025","kind":{"!":"DeadlineKind","value":"day"},"reason":{"!":"Say","key":"deadline.day","values":{"!":"map","items":[["phrase","30/9/2025"],["start",{"!":"date","value":"2025-09-30"}],["due",{"!":"date","value":"2025-09-30"}]]}},"due":{"!":"date","value":"2025-09-30"},"period":{"!":"Period","start":{"!":"date","value":"2025-09-30"},"end":{"!":"date","value":"2025-09-30"}},"every":null,"months":[],"day":null,"inherited":false,"after":null,"within_days":null,"follows":null},"source":{"!":"Source","section":"I","item":2},"line":13,"deliverable":null,"support":[],"owner_basis":null,"owner_given":false,"authority":null,"classification":null,"was":[],"assigned":null},{"!":"Task","plan":"xa","code":"C","title":"Cấp chữ ký số","owner":"ubnd","deadline":{"!":"Deadline","written":"31/12/2025","kind":{"!":"DeadlineKind","value":"day"},"reason":{"!":"Say","key":"deadline.day","values":{"!":"map","items":[["phrase","31/12/2025"],["start",{"!":"date","value":"2025-12-31"}],["due",{"!":"date","value":"2025-12-31"}]]}},"due":{"!":"date","value":"2025-12-31"},"period":{"!":"Period","start":{"!":"date","value":"2025-12-31"},"end":{"!":"date","value":"2025-12-31"}},"every":null,"months":[],"day":null,"inherited":false,"after":null,"within_days":null,"follows":null},"source":{"!":"Source","section":"II","item":3},"line":14,"deliverable":null,"support":[],"owner_basis":null,"owner_given":false,"authority":null,"classification":null,"was":[],"assigned":null},{"!":"Task","plan":"xa","code":"D","title":"Tập huấn","owner":"ubnd","deadline":{"!":"Deadline","written":"15/1/2026","kind":{"!":"DeadlineKind","value":"day"},"reason":{"!":"Say","key":"deadline.day","values":{"!":"map","items":[["phrase","15/1/2026"],["start",{"!":"date","value":"2026-01-15"}],["due",{"!":"date","value":"2026-01-15"}]]}},"due":{"!":"date","value":"2026-01-15"},"period":{"!":"Period","start":{"!":"date","value":"2026-01-15"},"end":{"!":"date","value":"2026-01-15"}},"every":null,"months":[],"day":null,"inherited":false,"after":null,"within_days":null,"follows":null},"source":{"!":"Source","section":"II","item":4},"line":15,"deliverable":null,"support":[],"owner_basis":null,"owner_given":false,"authority":null,"classification":null,"was":[],"assigned":null},{"!":"Task","plan":"xa","code":"E","title":"Phòng cháy","owner":"cong-an","deadline":{"!":"Deadline","written":"15/12/2025","kind":{"!":"DeadlineKind","value":"day"},"reason":{"!":"Say","key":"deadline.day","values":{"!":"map","items":[["phrase","15/12/2025"],["start",{"!":"date","value":"2025-12-15"}],["due",{"!":"date","value":"2025-12-15"}]]}},"due":{"!":"date","value":"2025-12-15"},"period":{"!":"Period","start":{"!":"date","value":"2025-12-15"},"end":{"!":"date","value":"2025-12-15"}},"every":null,"months":[],"day":null,"inherited":false,"after":null,"within_days":null,"follows":null},"source":{"!":"Source","section":"II","item":5},"line":16,"deliverable":null,"support":[],"owner_basis":null,"owner_given":true,"authority":null,"classification":null,"was":[],"assigned":null}],"targets":[{"!":"Target","id":"doanh-nghiep","title":"Số doanh nghiệp đang hoạt động","horizon":2030,"unit":"doanh nghiệp","low":{"!":"decimal","value":"300"},"high":null,"baseline":null,"better":{"!":"Better","value":"higher"},"owner":null}],"ladder":{"!":"Ladder","opening":true,"before":[30,14,7,3,1,0],"overdue_every":7,"unit_head_after":3,"leader_after":7},"authority":null,"approval":true,"evidence_for_done":false,"digest":{"!":"DigestWishes","weekday":null,"at":null,"language":null,"picture":null,"sections":null}}]]}}}');
INSERT INTO public.facts VALUES ('digest:xa', '2025-12-08T07:30:00+07:00 2025-12-15T07:30:00+07:00');
INSERT INTO public.inbox VALUES (47, 1000000000, 546, 1001, '{"update_id": 546, "message": {"message_id": 39, "date": 1765758600, "chat": {"type": "private", "id": 1001, "first_name": "Tr\u01b0\u1edfng ph\u00f2ng Kinh t\u1ebf"}, "from": {"id": 1001, "is_bot": false, "first_name": "Tr\u01b0\u1edfng ph\u00f2ng Kinh t\u1ebf", "language_code": "vi"}, "text": "/viec D", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}}', 'done', 0, '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', NULL);
INSERT INTO public.inbox VALUES (49, 1000000000, 548, 1004, '{"update_id": 548, "message": {"message_id": 20, "date": 1765758600, "chat": {"type": "private", "id": 1004, "first_name": "Ch\u00e1nh V\u0103n ph\u00f2ng"}, "from": {"id": 1004, "is_bot": false, "first_name": "Ch\u00e1nh V\u0103n ph\u00f2ng", "language_code": "vi"}, "text": "/giahan", "entities": [{"type": "bot_command", "offset": 0, "length": 7}]}}', 'done', 0, '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', NULL);
INSERT INTO public.inbox VALUES (50, 1000000000, 549, 1001, '{"update_id": 549, "message": {"message_id": 40, "date": 1765758600, "chat": {"type": "private", "id": 1001, "first_name": "Tr\u01b0\u1edfng ph\u00f2ng Kinh t\u1ebf"}, "from": {"id": 1001, "is_bot": false, "first_name": "Tr\u01b0\u1edfng ph\u00f2ng Kinh t\u1ebf", "language_code": "vi"}, "text": "/capnhat D \u0111ang l\u00e0m 40%", "entities": [{"type": "bot_command", "offset": 0, "length": 8}]}}', 'new', 0, '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', NULL, NULL);
INSERT INTO public.inbox VALUES (51, 1000000000, 900, 1001, '{"update_id": 900, "message": {"chat": {"id": 1001, "type": "private"}, "text": "?"}}', 'failed', 1, '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', 'boom');
INSERT INTO public.inbox VALUES (44, 1000000000, 543, 1003, '{"update_id": 543, "message": {"message_id": 6, "date": 1764808227, "chat": {"type": "private", "id": 1003, "first_name": "Ph\u00f3 B\u00ed th\u01b0"}, "from": {"id": 1003, "is_bot": false, "first_name": "Ph\u00f3 B\u00ed th\u01b0", "language_code": "vi"}, "text": "/tiendo 3/12/2025", "entities": [{"type": "bot_command", "offset": 0, "length": 7}]}}', 'done', 0, '2025-12-04 00:30:27.202064+00', '2025-12-04 00:30:27.202064+00', '2025-12-04 00:30:27.202064+00', NULL);
INSERT INTO public.inbox VALUES (45, 1000000000, 544, 1003, '{"update_id": 544, "message": {"message_id": 8, "date": 1764808227, "chat": {"type": "private", "id": 1003, "first_name": "Ph\u00f3 B\u00ed th\u01b0"}, "from": {"id": 1003, "is_bot": false, "first_name": "Ph\u00f3 B\u00ed th\u01b0", "language_code": "vi"}, "text": "/baocao html qu\u00fd IV/2025", "entities": [{"type": "bot_command", "offset": 0, "length": 7}]}}', 'done', 0, '2025-12-04 00:30:27.202064+00', '2025-12-04 00:30:27.202064+00', '2025-12-04 00:30:27.202064+00', NULL);
INSERT INTO public.inbox VALUES (46, 1000000000, 545, 1002, '{"update_id": 545, "my_chat_member": {"chat": {"type": "private", "id": 1002, "first_name": "\u0110\u1ed9i tr\u01b0\u1edfng"}, "from": {"id": 1002, "is_bot": false, "first_name": "\u0110\u1ed9i tr\u01b0\u1edfng", "language_code": "vi"}, "date": 1764808228, "old_chat_member": {"user": {"id": 1000000000, "is_bot": true, "first_name": "dunghan_rehearsal_bot", "username": "dunghan_rehearsal_bot"}, "status": "member"}, "new_chat_member": {"user": {"id": 1000000000, "is_bot": true, "first_name": "dunghan_rehearsal_bot", "username": "dunghan_rehearsal_bot"}, "status": "kicked", "until_date": 0}}}', 'done', 0, '2025-12-04 00:30:28.208064+00', '2025-12-04 00:30:28.208064+00', '2025-12-04 00:30:28.208064+00', NULL);
INSERT INTO public.inbox VALUES (48, 1000000000, 547, 1003, '{"update_id": 547, "message": {"message_id": 11, "date": 1765758600, "chat": {"type": "private", "id": 1003, "first_name": "Ph\u00f3 B\u00ed th\u01b0"}, "from": {"id": 1003, "is_bot": false, "first_name": "Ph\u00f3 B\u00ed th\u01b0", "language_code": "vi"}, "text": "/tiendo", "entities": [{"type": "bot_command", "offset": 0, "length": 7}]}}', 'done', 0, '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', NULL);
INSERT INTO public.invites VALUES ('d4e886c5188eb9737307406bb2ca6bf71a197c32e06bdef47bda53310a2c1170', 'official', 'ubnd', NULL, 'Chuyên viên', '2025-12-01 00:00:00+00', '2025-12-08 00:00:00+00', '2025-12-01 00:00:00+00', 1001, NULL, NULL, NULL);
INSERT INTO public.invites VALUES ('51033a70881d521d6314fb64eeace93663847815d2cfd4a0216023d72f4ea3da', 'official', 'cong-an', NULL, NULL, '2025-12-01 00:00:00.033258+00', '2025-12-08 00:00:00.033258+00', '2025-12-01 00:00:00.033258+00', 1002, NULL, NULL, NULL);
INSERT INTO public.invites VALUES ('b0e69bb16228b37b26379dbedddfc7154c884efb8ba571e04efb356516a7fa2f', 'leader', NULL, 'xa', NULL, '2025-12-01 00:00:00.065516+00', '2025-12-08 00:00:00.065516+00', '2025-12-01 00:00:00.065516+00', 1003, NULL, NULL, NULL);
INSERT INTO public.invites VALUES ('2be05e6d86cc335e5645b500353e3e51ef6bd58debfcff8fe989c92681a93871', 'secretary', NULL, 'xa', NULL, '2025-12-01 00:00:00.097774+00', '2025-12-08 00:00:00.097774+00', '2025-12-01 00:00:00.097774+00', 1004, NULL, NULL, NULL);
INSERT INTO public.invites VALUES ('bb12641c96f7656ff05f4bed62891d39477f707a9f6ce395d58640f960ca9558', 'head', 'ubnd', NULL, 'Chủ tịch', '2025-12-01 00:00:00.130032+00', '2025-12-08 00:00:00.130032+00', '2025-12-01 00:00:00.130032+00', 1005, NULL, NULL, NULL);
INSERT INTO public.invites VALUES ('a051b122dccfcb85c9e770e2cec167864a478ae3e726b475ba86251325b1c087', 'group', NULL, 'xa', NULL, '2025-12-01 00:00:00.16229+00', '2025-12-08 00:00:00.16229+00', '2025-12-01 00:00:00.16229+00', 1003, NULL, NULL, NULL);
INSERT INTO public.invites VALUES ('3fea8dbc219509402140a4ce439839e2db5d5a998d9c95a278663a920e7a062b', 'official', 'cong-an', NULL, NULL, '2025-12-01 00:00:00.194548+00', '2025-12-08 00:00:00.194548+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.links VALUES (3, 'leader', 1003, 1003, 'Phó Bí thư', NULL, 'xa', NULL, '2025-12-01 00:00:00.065516+00', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.links VALUES (4, 'secretary', 1004, 1004, 'Chánh Văn phòng', NULL, 'xa', NULL, '2025-12-01 00:00:00.097774+00', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.links VALUES (5, 'head', 1005, 1005, 'Chủ tịch', 'ubnd', NULL, 'Chủ tịch', '2025-12-01 00:00:00.130032+00', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.links VALUES (6, 'group', -2001, NULL, 'Ban Chỉ đạo', NULL, 'xa', NULL, '2025-12-01 00:00:00.16229+00', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.links VALUES (1, 'official', 1001, 1001, 'Trưởng phòng Kinh tế', 'ubnd', NULL, 'Chuyên viên', '2025-12-01 00:00:00+00', NULL, '2025-12-15', NULL, NULL, NULL, NULL);
INSERT INTO public.links VALUES (2, 'official', 1002, 1002, 'Đội trưởng', 'cong-an', NULL, NULL, '2025-12-01 00:00:00.033258+00', NULL, '2025-12-15', '2025-12-04 00:30:28.208064+00', NULL, NULL, NULL);
INSERT INTO public.outbox VALUES (1, 'in:1:1', 'notice', 1001, NULL, 0, '{"key": "link.welcome_official", "values": {"unit": "\u1ee6y ban nh\u00e2n d\u00e2n x\u00e3", "post": "Chuy\u00ean vi\u00ean", "plan": "", "role": "official", "place": "UBND x\u00e3", "start": "", "end": ""}}', NULL, 'sent', 1, '2025-12-01 00:00:00+00', '2025-12-01 00:00:00+00', '2025-12-01 00:00:00.033258+00', '2025-12-01 00:00:00.033258+00', 2, NULL);
INSERT INTO public.outbox VALUES (2, 'in:2:1', 'notice', 1002, NULL, 0, '{"key": "link.welcome_official", "values": {"unit": "C\u00f4ng an x\u00e3", "post": "", "plan": "", "role": "official", "place": "C\u00f4ng an x\u00e3", "start": "", "end": ""}}', NULL, 'sent', 1, '2025-12-01 00:00:00.033258+00', '2025-12-01 00:00:00.033258+00', '2025-12-01 00:00:00.065516+00', '2025-12-01 00:00:00.065516+00', 2, NULL);
INSERT INTO public.outbox VALUES (3, 'in:3:1', 'notice', 1003, NULL, 0, '{"key": "link.welcome_leader", "values": {"unit": "", "post": "", "plan": "5-CTr/\u0110U \u2013 Ch\u01b0\u01a1ng tr\u00ecnh c\u1ee7a m\u1eabu l\u01b0u", "role": "leader", "place": "5-CTr/\u0110U", "start": "", "end": ""}}', NULL, 'sent', 1, '2025-12-01 00:00:00.065516+00', '2025-12-01 00:00:00.065516+00', '2025-12-01 00:00:00.097774+00', '2025-12-01 00:00:00.097774+00', 2, NULL);
INSERT INTO public.outbox VALUES (4, 'in:4:1', 'notice', 1004, NULL, 0, '{"key": "link.welcome_secretary", "values": {"unit": "", "post": "", "plan": "5-CTr/\u0110U \u2013 Ch\u01b0\u01a1ng tr\u00ecnh c\u1ee7a m\u1eabu l\u01b0u", "role": "secretary", "place": "5-CTr/\u0110U", "start": "", "end": ""}}', NULL, 'sent', 1, '2025-12-01 00:00:00.097774+00', '2025-12-01 00:00:00.097774+00', '2025-12-01 00:00:00.130032+00', '2025-12-01 00:00:00.130032+00', 2, NULL);
INSERT INTO public.outbox VALUES (5, 'in:5:1', 'notice', 1005, NULL, 0, '{"key": "link.welcome_head", "values": {"unit": "\u1ee6y ban nh\u00e2n d\u00e2n x\u00e3", "post": "Ch\u1ee7 t\u1ecbch", "plan": "", "role": "head", "place": "UBND x\u00e3", "start": "", "end": ""}}', NULL, 'sent', 1, '2025-12-01 00:00:00.130032+00', '2025-12-01 00:00:00.130032+00', '2025-12-01 00:00:00.16229+00', '2025-12-01 00:00:00.16229+00', 2, NULL);
INSERT INTO public.outbox VALUES (6, 'in:8:1', 'notice', -2001, NULL, 0, '{"key": "link.welcome_group", "values": {"unit": "", "post": "", "plan": "5-CTr/\u0110U \u2013 Ch\u01b0\u01a1ng tr\u00ecnh c\u1ee7a m\u1eabu l\u01b0u", "role": "group", "place": "5-CTr/\u0110U", "start": "", "end": ""}}', NULL, 'sent', 1, '2025-12-01 00:00:00.16229+00', '2025-12-01 00:00:00.16229+00', '2025-12-01 00:00:00.194548+00', '2025-12-01 00:00:00.194548+00', 3, NULL);
INSERT INTO public.outbox VALUES (7, 'agenda:1001:2025-12-01', 'agenda', 1001, NULL, 10, '{"on": "2025-12-01", "since": {"ubnd": null}, "tasks": [["xa", "B"], ["xa", "A"], ["xa", "C"]], "first": 1, "later": [["xa", "A"], ["xa", "C"]], "total": 3}', NULL, 'sent', 1, '2025-12-01 00:30:00+00', '2025-12-01 00:30:00+00', '2025-12-01 00:30:00+00', '2025-12-01 00:30:00+00', 3, NULL);
INSERT INTO public.outbox VALUES (8, 'agenda:1002:2025-12-01', 'agenda', 1002, NULL, 10, '{"on": "2025-12-01", "since": {"cong-an": null}, "tasks": [["xa", "E"], ["xa", "A"]], "first": 1, "later": [["xa", "E"], ["xa", "A"]], "total": 2}', NULL, 'sent', 1, '2025-12-01 00:30:00+00', '2025-12-01 00:30:00+00', '2025-12-01 00:30:00+00', '2025-12-01 00:30:00+00', 3, NULL);
INSERT INTO public.outbox VALUES (9, 'digest:6:2025-12-01', 'digest', -2001, NULL, 20, '{"plan": "xa", "week": "2025-12-01", "week_ago": "2025-11-24T07:30:00+07:00"}', NULL, 'sent', 1, '2025-12-01 00:30:00+00', '2025-12-01 00:30:00+00', '2025-12-01 00:30:00+00', '2025-12-01 00:30:00+00', 4, NULL);
INSERT INTO public.outbox VALUES (10, 'picture:digest:6:2025-12-01', 'file', -2001, NULL, 20, '{"plan": "xa", "week": "2025-12-01", "week_ago": "2025-11-24T07:30:00+07:00", "format": "png"}', NULL, 'sent', 1, '2025-12-01 00:30:00+00', '2025-12-01 00:30:00+00', '2025-12-01 00:30:01.005+00', '2025-12-01 00:30:01.005+00', 5, NULL);
INSERT INTO public.outbox VALUES (11, 'agenda:1001:2025-12-04', 'agenda', 1001, NULL, 10, '{"on": "2025-12-04", "since": {"ubnd": "2025-12-01"}, "tasks": [["xa", "B"]], "first": 1, "later": [], "total": 1}', NULL, 'sent', 1, '2025-12-04 00:30:00+00', '2025-12-04 00:30:00+00', '2025-12-04 00:30:00+00', '2025-12-04 00:30:00+00', 4, NULL);
INSERT INTO public.outbox VALUES (12, 'escalation:1005:2025-12-04', 'escalation', 1005, NULL, 10, '{"on": "2025-12-04", "all": [["xa", "B"]], "tasks": [["xa", "B"]], "first": 1}', NULL, 'sent', 1, '2025-12-04 00:30:00+00', '2025-12-04 00:30:00+00', '2025-12-04 00:30:00+00', '2025-12-04 00:30:00+00', 3, NULL);
INSERT INTO public.outbox VALUES (13, 'in:9:1', 'card', 1001, NULL, 0, '{"tasks": [["xa", "B"]]}', NULL, 'sent', 1, '2025-12-04 00:30:00+00', '2025-12-04 00:30:00+00', '2025-12-04 00:30:01.005+00', '2025-12-04 00:30:01.005+00', 5, NULL);
INSERT INTO public.outbox VALUES (14, 'in:10:1', 'card', 1001, NULL, 0, '{"tasks": [["xa", "C"]]}', NULL, 'sent', 1, '2025-12-04 00:30:01.005+00', '2025-12-04 00:30:01.005+00', '2025-12-04 00:30:02.01+00', '2025-12-04 00:30:02.01+00', 7, NULL);
INSERT INTO public.outbox VALUES (15, 'in:11:1', 'receipt', 1001, NULL, 0, '{"reports": [1], "tasks": [["xa", "C"]]}', NULL, 'sent', 1, '2025-12-04 00:30:02.01+00', '2025-12-04 00:30:02.01+00', '2025-12-04 00:30:03.015+00', '2025-12-04 00:30:03.015+00', 8, NULL);
INSERT INTO public.outbox VALUES (16, 'in:11:2', 'card', 1001, NULL, 0, '{"tasks": [["xa", "C"]]}', 7, 'sent', 1, '2025-12-04 00:30:02.01+00', '2025-12-04 00:30:02.01+00', '2025-12-04 00:30:04.021+00', '2025-12-04 00:30:04.021+00', 7, NULL);
INSERT INTO public.outbox VALUES (17, 'in:12:1', 'card', 1001, NULL, 0, '{"tasks": [["xa", "A"]]}', NULL, 'sent', 1, '2025-12-04 00:30:04.021+00', '2025-12-04 00:30:04.021+00', '2025-12-04 00:30:04.021+00', '2025-12-04 00:30:04.021+00', 10, NULL);
INSERT INTO public.outbox VALUES (18, 'in:13:1', 'card', 1001, NULL, 0, '{"tasks": [["xa", "A"]], "detail": true}', 10, 'sent', 1, '2025-12-04 00:30:04.021+00', '2025-12-04 00:30:04.021+00', '2025-12-04 00:30:05.026+00', '2025-12-04 00:30:05.026+00', 10, NULL);
INSERT INTO public.outbox VALUES (19, 'in:14:1', 'tasks', 1001, NULL, 0, '{"user": 1001, "page": 0, "tasks": [["xa", "B"], ["xa", "A"], ["xa", "C"], ["xa", "D"]], "first": 1}', NULL, 'sent', 1, '2025-12-04 00:30:05.026+00', '2025-12-04 00:30:05.026+00', '2025-12-04 00:30:05.026+00', '2025-12-04 00:30:05.026+00', 12, NULL);
INSERT INTO public.outbox VALUES (20, 'in:15:1', 'tasks', 1001, NULL, 0, '{"user": 1001, "page": 0, "find": "quy che", "tasks": [["xa", "A"]], "first": 1}', NULL, 'sent', 1, '2025-12-04 00:30:05.026+00', '2025-12-04 00:30:05.026+00', '2025-12-04 00:30:06.032+00', '2025-12-04 00:30:06.032+00', 14, NULL);
INSERT INTO public.outbox VALUES (21, 'in:16:1', 'choice', 1001, NULL, 0, '{"ask": "meaning", "report": 2, "meanings": [["in_progress", null], ["done", null]], "tasks": [["xa", "C"]]}', NULL, 'sent', 1, '2025-12-04 00:30:06.032+00', '2025-12-04 00:30:06.032+00', '2025-12-04 00:30:07.037+00', '2025-12-04 00:30:07.037+00', 16, NULL);
INSERT INTO public.outbox VALUES (22, 'in:16:2', 'card', 1001, NULL, 0, '{"tasks": [["xa", "C"]], "quiet": true}', 7, 'sent', 1, '2025-12-04 00:30:06.032+00', '2025-12-04 00:30:06.032+00', '2025-12-04 00:30:08.043+00', '2025-12-04 00:30:08.043+00', 7, NULL);
INSERT INTO public.outbox VALUES (23, 'in:17:1', 'choice', 1001, NULL, 0, '{"ask": "task", "text": "h\u00f4m qua c\u00f3 h\u1ecdp", "tasks": [["xa", "A"], ["xa", "B"], ["xa", "C"], ["xa", "D"]], "batch": null}', NULL, 'sent', 1, '2025-12-04 00:30:08.043+00', '2025-12-04 00:30:08.043+00', '2025-12-04 00:30:08.043+00', '2025-12-04 00:30:08.043+00', 18, NULL);
INSERT INTO public.outbox VALUES (24, 'in:18:1', 'receipt', 1001, NULL, 0, '{"reports": [3], "tasks": [["xa", "D"]]}', NULL, 'sent', 1, '2025-12-04 00:30:08.043+00', '2025-12-04 00:30:08.043+00', '2025-12-04 00:30:09.048+00', '2025-12-04 00:30:09.048+00', 20, NULL);
INSERT INTO public.outbox VALUES (25, 'in:19:1', 'receipt', 1001, NULL, 0, '{"reports": [3], "tasks": [["xa", "D"]]}', 20, 'sent', 1, '2025-12-04 00:30:09.048+00', '2025-12-04 00:30:09.048+00', '2025-12-04 00:30:10.053+00', '2025-12-04 00:30:10.053+00', 20, NULL);
INSERT INTO public.outbox VALUES (26, 'in:20:1', 'card', 1001, NULL, 0, '{"tasks": [["xa", "A"]]}', NULL, 'sent', 1, '2025-12-04 00:30:10.053+00', '2025-12-04 00:30:10.053+00', '2025-12-04 00:30:10.053+00', '2025-12-04 00:30:10.053+00', 22, NULL);
INSERT INTO public.outbox VALUES (27, 'in:21:1', 'choice', 1001, NULL, 0, '{"ask": "until", "tasks": [["xa", "A"]], "dates": ["2026-01-31", "2026-03-31"], "report": null}', NULL, 'sent', 1, '2025-12-04 00:30:10.053+00', '2025-12-04 00:30:10.053+00', '2025-12-04 00:30:11.059+00', '2025-12-04 00:30:11.059+00', 23, NULL);
INSERT INTO public.outbox VALUES (28, 'in:22:1', 'choice', 1004, NULL, 0, '{"ask": "request", "report": 5, "tasks": [["xa", "A"]]}', NULL, 'sent', 1, '2025-12-04 00:30:11.059+00', '2025-12-04 00:30:11.059+00', '2025-12-04 00:30:11.059+00', '2025-12-04 00:30:11.059+00', 3, NULL);
INSERT INTO public.outbox VALUES (29, 'in:22:2', 'receipt', 1001, NULL, 0, '{"reports": [5], "tasks": [["xa", "A"]]}', 23, 'sent', 1, '2025-12-04 00:30:11.059+00', '2025-12-04 00:30:11.059+00', '2025-12-04 00:30:12.064+00', '2025-12-04 00:30:12.064+00', 23, NULL);
INSERT INTO public.outbox VALUES (30, 'in:22:3', 'card', 1001, NULL, 0, '{"tasks": [["xa", "A"]], "quiet": true}', 22, 'sent', 1, '2025-12-04 00:30:11.059+00', '2025-12-04 00:30:11.059+00', '2025-12-04 00:30:12.064+00', '2025-12-04 00:30:12.064+00', 22, NULL);
INSERT INTO public.outbox VALUES (31, 'in:23:1', 'choice', 1004, NULL, 0, '{"ask": "result", "report": 6, "tasks": [["xa", "C"]]}', NULL, 'sent', 1, '2025-12-04 00:30:12.064+00', '2025-12-04 00:30:12.064+00', '2025-12-04 00:30:12.094032+00', '2025-12-04 00:30:12.094032+00', 4, NULL);
INSERT INTO public.outbox VALUES (32, 'in:23:2', 'receipt', 1001, NULL, 0, '{"reports": [6], "tasks": [["xa", "C"]]}', NULL, 'sent', 1, '2025-12-04 00:30:12.064+00', '2025-12-04 00:30:12.064+00', '2025-12-04 00:30:12.094032+00', '2025-12-04 00:30:12.094032+00', 25, NULL);
INSERT INTO public.outbox VALUES (33, 'in:23:3', 'card', 1001, NULL, 0, '{"tasks": [["xa", "C"]], "quiet": true}', 7, 'sent', 1, '2025-12-04 00:30:12.064+00', '2025-12-04 00:30:12.064+00', '2025-12-04 00:30:13.099032+00', '2025-12-04 00:30:13.099032+00', 7, NULL);
INSERT INTO public.outbox VALUES (34, 'in:24:1', 'notice', 1001, NULL, 0, '{"key": "snooze.kept", "values": {"code": "C", "title": "C\u1ea5p ch\u1eef k\u00fd s\u1ed1", "until": "7/12/2025", "capped": false}}', NULL, 'sent', 1, '2025-12-04 00:30:13.099032+00', '2025-12-04 00:30:13.099032+00', '2025-12-04 00:30:13.099032+00', '2025-12-04 00:30:13.099032+00', 27, NULL);
INSERT INTO public.outbox VALUES (35, 'in:25:1', 'card', 1001, NULL, 0, '{"tasks": [["xa", "D"]]}', NULL, 'sent', 1, '2025-12-04 00:30:13.099032+00', '2025-12-04 00:30:13.099032+00', '2025-12-04 00:30:14.104032+00', '2025-12-04 00:30:14.104032+00', 29, NULL);
INSERT INTO public.outbox VALUES (39, 'in:27:3', 'choice', 1004, NULL, 0, '{"ask": "result", "report": 6, "tasks": [["xa", "C"]], "quiet": true}', 4, 'sent', 1, '2025-12-04 00:30:15.109032+00', '2025-12-04 00:30:15.109032+00', '2025-12-04 00:30:15.109032+00', '2025-12-04 00:30:15.109032+00', 4, NULL);
INSERT INTO public.outbox VALUES (37, 'in:27:1', 'receipt', 1001, NULL, 0, '{"reports": [7], "tasks": [["xa", "C"]]}', NULL, 'sent', 1, '2025-12-04 00:30:15.109032+00', '2025-12-04 00:30:15.109032+00', '2025-12-04 00:30:16.114032+00', '2025-12-04 00:30:16.114032+00', 32, NULL);
INSERT INTO public.outbox VALUES (38, 'in:27:2', 'card', 1001, NULL, 0, '{"tasks": [["xa", "C"]], "quiet": true}', 7, 'sent', 1, '2025-12-04 00:30:15.109032+00', '2025-12-04 00:30:15.109032+00', '2025-12-04 00:30:17.120032+00', '2025-12-04 00:30:17.120032+00', 7, NULL);
INSERT INTO public.outbox VALUES (40, 'in:28:1', 'choice', 1002, NULL, 0, '{"ask": "task", "text": "bi\u00ean b\u1ea3n", "tasks": [["xa", "E"], ["xa", "A"]], "batch": "in:28"}', NULL, 'sent', 1, '2025-12-04 00:30:17.120032+00', '2025-12-04 00:30:17.120032+00', '2025-12-04 00:30:17.120032+00', '2025-12-04 00:30:17.120032+00', 5, NULL);
INSERT INTO public.outbox VALUES (41, 'in:29:1', 'file', 1001, NULL, 0, '{"unit": "ubnd", "format": "ics"}', NULL, 'sent', 1, '2025-12-04 00:30:17.120032+00', '2025-12-04 00:30:17.120032+00', '2025-12-04 00:30:17.120032+00', '2025-12-04 00:30:17.120032+00', 34, NULL);
INSERT INTO public.outbox VALUES (42, 'in:30:1', 'choice', 1004, NULL, 0, '{"ask": "pending", "of": ["result"]}', NULL, 'sent', 1, '2025-12-04 00:30:17.120032+00', '2025-12-04 00:30:17.120032+00', '2025-12-04 00:30:17.150064+00', '2025-12-04 00:30:17.150064+00', 6, NULL);
INSERT INTO public.outbox VALUES (43, 'in:31:1', 'choice', 1004, NULL, 0, '{"ask": "words", "verdict": "return", "report": 6, "tasks": [["xa", "C"]], "until": null}', NULL, 'sent', 1, '2025-12-04 00:30:17.150064+00', '2025-12-04 00:30:17.150064+00', '2025-12-04 00:30:18.155064+00', '2025-12-04 00:30:18.155064+00', 7, NULL);
INSERT INTO public.outbox VALUES (44, 'in:32:1', 'choice', 1004, NULL, 0, '{"ask": "post", "for": "unlink", "links": [1, 2, 3, 5, 6], "more": 0}', NULL, 'sent', 1, '2025-12-04 00:30:18.155064+00', '2025-12-04 00:30:18.155064+00', '2025-12-04 00:30:19.160064+00', '2025-12-04 00:30:19.160064+00', 9, NULL);
INSERT INTO public.outbox VALUES (45, 'in:33:1', 'choice', 1004, NULL, 0, '{"ask": "unlink", "link": 1}', 9, 'sent', 1, '2025-12-04 00:30:19.160064+00', '2025-12-04 00:30:19.160064+00', '2025-12-04 00:30:20.165064+00', '2025-12-04 00:30:20.165064+00', 9, NULL);
INSERT INTO public.outbox VALUES (46, 'in:34:1', 'targets', 1004, NULL, 0, '{"plan": "xa", "user": 1004, "page": 0, "numbers": {"1": ["xa", "doanh-nghiep"]}}', NULL, 'sent', 1, '2025-12-04 00:30:20.165064+00', '2025-12-04 00:30:20.165064+00', '2025-12-04 00:30:20.165064+00', '2025-12-04 00:30:20.165064+00', 11, NULL);
INSERT INTO public.outbox VALUES (47, 'in:35:1', 'target', 1004, NULL, 0, '{"plan": "xa", "target": "doanh-nghiep", "wants": true}', NULL, 'sent', 1, '2025-12-04 00:30:20.165064+00', '2025-12-04 00:30:20.165064+00', '2025-12-04 00:30:21.170064+00', '2025-12-04 00:30:21.170064+00', 12, NULL);
INSERT INTO public.outbox VALUES (49, 'in:37:1', 'value', 1004, NULL, 0, '{"plan": "xa", "target": "doanh-nghiep", "value": 1, "typed": "", "other": ""}', NULL, 'sent', 1, '2025-12-04 00:30:22.175064+00', '2025-12-04 00:30:22.175064+00', '2025-12-04 00:30:23.181064+00', '2025-12-04 00:30:23.181064+00', 16, NULL);
INSERT INTO public.outbox VALUES (50, 'in:38:1', 'value', 1004, NULL, 0, '{"plan": "xa", "target": "doanh-nghiep", "value": 2, "typed": "", "other": ""}', NULL, 'sent', 1, '2025-12-04 00:30:23.181064+00', '2025-12-04 00:30:23.181064+00', '2025-12-04 00:30:24.186064+00', '2025-12-04 00:30:24.186064+00', 18, NULL);
INSERT INTO public.outbox VALUES (51, 'in:39:1', 'value', 1004, NULL, 0, '{"plan": "xa", "target": "doanh-nghiep", "value": 2}', 18, 'sent', 1, '2025-12-04 00:30:24.186064+00', '2025-12-04 00:30:24.186064+00', '2025-12-04 00:30:25.191064+00', '2025-12-04 00:30:25.191064+00', 18, NULL);
INSERT INTO public.outbox VALUES (52, 'in:40:1', 'choice', 1001, NULL, 0, '{"ask": "leave"}', NULL, 'sent', 1, '2025-12-04 00:30:25.191064+00', '2025-12-04 00:30:25.191064+00', '2025-12-04 00:30:25.191064+00', '2025-12-04 00:30:25.191064+00', 36, NULL);
INSERT INTO public.outbox VALUES (53, 'in:41:1', 'progress', 1003, NULL, 0, '{"plan": "xa"}', NULL, 'sent', 1, '2025-12-04 00:30:25.191064+00', '2025-12-04 00:30:25.191064+00', '2025-12-04 00:30:25.191064+00', '2025-12-04 00:30:25.191064+00', 4, NULL);
INSERT INTO public.outbox VALUES (54, 'in:42:1', 'figures', 1003, NULL, 0, '{"plan": "xa", "by": "u", "what": "-", "page": 0, "groups": ["bed9d4253c5e", "7359c61279d9"], "first": 1}', NULL, 'sent', 1, '2025-12-04 00:30:25.191064+00', '2025-12-04 00:30:25.191064+00', '2025-12-04 00:30:26.197064+00', '2025-12-04 00:30:26.197064+00', 5, NULL);
INSERT INTO public.outbox VALUES (55, 'in:43:1', 'figures', 1003, NULL, 0, '{"plan": "xa", "by": "u", "what": "bed9d4253c5e", "page": 0, "tasks": [["xa", "B"], ["xa", "A"], ["xa", "C"], ["xa", "D"]], "first": 1}', 5, 'sent', 1, '2025-12-04 00:30:26.197064+00', '2025-12-04 00:30:26.197064+00', '2025-12-04 00:30:27.202064+00', '2025-12-04 00:30:27.202064+00', 5, NULL);
INSERT INTO public.outbox VALUES (56, 'in:44:1', 'progress', 1003, NULL, 0, '{"plan": "xa", "on": "2025-12-03"}', NULL, 'sent', 1, '2025-12-04 00:30:27.202064+00', '2025-12-04 00:30:27.202064+00', '2025-12-04 00:30:27.202064+00', '2025-12-04 00:30:27.202064+00', 7, NULL);
INSERT INTO public.outbox VALUES (57, 'in:45:1', 'file', 1003, NULL, 0, '{"plan": "xa", "format": "html", "quarter": ["2025-10-01", "2025-12-31"]}', NULL, 'sent', 1, '2025-12-04 00:30:27.202064+00', '2025-12-04 00:30:27.202064+00', '2025-12-04 00:30:28.208064+00', '2025-12-04 00:30:28.208064+00', 9, NULL);
INSERT INTO public.outbox VALUES (58, 'agenda:1001:2025-12-05', 'agenda', 1001, NULL, 10, '{"on": "2025-12-05", "since": {"ubnd": "2025-12-04"}, "tasks": [["xa", "D"]], "first": 1, "later": [["xa", "D"]], "total": 1}', NULL, 'sent', 1, '2025-12-05 00:30:00+00', '2025-12-05 00:30:00+00', '2025-12-05 00:30:00+00', '2025-12-05 00:30:00+00', 37, NULL);
INSERT INTO public.outbox VALUES (59, 'agenda:1002:2025-12-08', 'agenda', 1002, NULL, 10, '{"on": "2025-12-08", "since": {"cong-an": "2025-12-05"}, "tasks": [["xa", "E"]], "first": 1, "later": [["xa", "E"]], "total": 1}', NULL, 'unreachable', 1, '2025-12-08 00:30:00+00', '2025-12-08 00:30:00+00', '2025-12-08 00:30:00+00', '2025-12-08 00:30:00+00', NULL, 'Forbidden: bot was blocked by the user');
INSERT INTO public.outbox VALUES (60, 'digest:6:2025-12-08', 'digest', -2001, NULL, 20, '{"plan": "xa", "week": "2025-12-08", "week_ago": "2025-12-01T07:30:00+07:00"}', NULL, 'sent', 1, '2025-12-08 00:30:00+00', '2025-12-08 00:30:00+00', '2025-12-08 00:30:00+00', '2025-12-08 00:30:00+00', 6, NULL);
INSERT INTO public.outbox VALUES (61, 'picture:digest:6:2025-12-08', 'file', -2001, NULL, 20, '{"plan": "xa", "week": "2025-12-08", "week_ago": "2025-12-01T07:30:00+07:00", "format": "png"}', NULL, 'sent', 1, '2025-12-08 00:30:00+00', '2025-12-08 00:30:00+00', '2025-12-08 00:30:01.005+00', '2025-12-08 00:30:01.005+00', 7, NULL);
INSERT INTO public.outbox VALUES (63, 'agenda:1001:2025-12-12', 'agenda', 1001, NULL, 10, '{"on": "2025-12-12", "since": {"ubnd": "2025-12-08"}, "tasks": [["xa", "B"]], "first": 1, "later": [], "total": 1}', NULL, 'sent', 1, '2025-12-12 08:00:00+00', '2025-12-12 08:00:00+00', '2025-12-12 08:00:00.030032+00', '2025-12-12 08:00:00.030032+00', 38, NULL);
INSERT INTO public.outbox VALUES (64, 'agenda:1002:2025-12-12', 'agenda', 1002, NULL, 10, '{"on": "2025-12-12", "since": {"cong-an": "2025-12-08"}, "tasks": [["xa", "E"]], "first": 1, "later": [["xa", "E"]], "total": 1}', NULL, 'unreachable', 1, '2025-12-12 08:00:00+00', '2025-12-12 08:00:00+00', '2025-12-12 08:00:00.030032+00', '2025-12-12 08:00:00.030032+00', NULL, 'Forbidden: bot was blocked by the user');
INSERT INTO public.outbox VALUES (66, 'unreached:1004:2025-12-12', 'unreached', 1004, NULL, 20, '{"on": "2025-12-12"}', NULL, 'pending', 0, '2025-12-12 08:00:00.030032+00', '2025-12-12 08:15:00.030032+00', NULL, NULL, NULL, NULL);
INSERT INTO public.outbox VALUES (65, 'escalation:1003:2025-12-12', 'escalation', 1003, NULL, 10, '{"on": "2025-12-12", "all": [["xa", "B"]], "tasks": [["xa", "B"]], "first": 1}', NULL, 'sent', 1, '2025-12-12 08:00:00+00', '2025-12-12 08:00:00+00', '2025-12-12 08:00:00.030032+00', '2025-12-12 08:00:00.030032+00', 10, NULL);
INSERT INTO public.outbox VALUES (62, 'unreached:1004:2025-12-08', 'unreached', 1004, NULL, 20, '{"on": "2025-12-08"}', NULL, 'sent', 1, '2025-12-08 00:30:00+00', '2025-12-08 00:45:00+00', '2025-12-12 08:00:00.030032+00', '2025-12-12 08:00:00.030032+00', 19, NULL);
INSERT INTO public.outbox VALUES (67, 'agenda:1002:2025-12-15', 'agenda', 1002, NULL, 10, '{"on": "2025-12-15", "since": {"cong-an": "2025-12-12"}}', NULL, 'pending', 0, '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.outbox VALUES (68, 'digest:6:2025-12-15', 'digest', -2001, NULL, 20, '{"plan": "xa", "week": "2025-12-15", "week_ago": "2025-12-08T07:30:00+07:00"}', NULL, 'pending', 0, '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.outbox VALUES (69, 'picture:digest:6:2025-12-15', 'file', -2001, NULL, 20, '{"plan": "xa", "week": "2025-12-15", "week_ago": "2025-12-08T07:30:00+07:00", "format": "png"}', NULL, 'pending', 0, '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.outbox VALUES (70, 'in:47:1', 'card', 1001, NULL, 0, '{"tasks": [["xa", "D"]]}', NULL, 'sending', 1, '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', NULL, NULL, NULL);
INSERT INTO public.outbox VALUES (71, 'in:48:1', 'progress', 1003, NULL, 0, '{"plan": "xa"}', NULL, 'retrying', 0, '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', NULL, NULL, NULL, 'bad gateway');
INSERT INTO public.outbox VALUES (72, 'in:49:1', 'choice', 1004, NULL, 0, '{"ask": "pending", "of": ["request"]}', NULL, 'uncertain', 0, '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', NULL, NULL, NULL, 'cut off');
INSERT INTO public.outbox VALUES (48, 'in:36:1', 'notice', 1004, NULL, 0, '{"key": "target.no_figure", "values": {"unit": "doanh nghi\u1ec7p", "title": "S\u1ed1 doanh nghi\u1ec7p \u0111ang ho\u1ea1t \u0111\u1ed9ng"}, "plan": "xa", "target": "doanh-nghiep", "wants": true}', NULL, 'refused', 1, '2025-12-04 00:30:21.170064+00', '2025-12-04 00:30:21.170064+00', '2025-12-04 00:30:22.175064+00', '2025-12-15 00:30:00+00', 14, 'Bad Request: message is too long');
INSERT INTO public.outbox VALUES (36, 'in:26:1', 'notice', 1001, NULL, 0, '{"key": "snooze.kept", "values": {"code": "D", "title": "T\u1eadp hu\u1ea5n", "until": "7/12/2025", "capped": false}}', NULL, 'skipped', 1, '2025-12-04 00:30:14.104032+00', '2025-12-04 00:30:14.104032+00', '2025-12-04 00:30:15.109032+00', '2025-12-15 00:30:00+00', 30, 'nothing open');
INSERT INTO public.outbox VALUES (73, 'aside:51', 'notice', 1001, NULL, 0, '{"key": "outage.set_aside", "values": {}}', NULL, 'pending', 0, '2025-12-15 00:30:00+00', '2025-12-15 00:30:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.reports VALUES (1, 'in:11:1', 'xa', 'C', 'progress', '2025-12-04 00:30:02.01+00', 1001, 'Trưởng phòng Kinh tế', 'ubnd', 'in_progress', 50, '', NULL, NULL, 'owner', NULL);
INSERT INTO public.reports VALUES (2, 'in:16:1', 'xa', 'C', 'note', '2025-12-04 00:30:06.032+00', 1001, 'Trưởng phòng Kinh tế', 'ubnd', NULL, NULL, 'đã họp với các bên', NULL, NULL, 'owner', NULL);
INSERT INTO public.reports VALUES (3, 'in:18:1', 'xa', 'D', 'progress', '2025-12-04 00:30:08.043+00', 1001, 'Trưởng phòng Kinh tế', 'ubnd', 'blocked', NULL, 'vướng kinh phí', NULL, NULL, 'owner', NULL);
INSERT INTO public.reports VALUES (4, 'in:19:1', 'xa', 'D', 'undo', '2025-12-04 00:30:09.048+00', 1001, 'Trưởng phòng Kinh tế', 'ubnd', NULL, NULL, '', NULL, 3, 'owner', NULL);
INSERT INTO public.reports VALUES (5, 'in:22:1', 'xa', 'A', 'extension', '2025-12-04 00:30:11.059+00', 1001, 'Trưởng phòng Kinh tế', 'ubnd', NULL, NULL, '', '2026-03-31', NULL, 'owner', NULL);
INSERT INTO public.reports VALUES (6, 'in:23:1', 'xa', 'C', 'progress', '2025-12-04 00:30:12.064+00', 1001, 'Trưởng phòng Kinh tế', 'ubnd', 'awaiting_approval', NULL, 'đã xong', NULL, NULL, 'owner', NULL);
INSERT INTO public.reports VALUES (7, 'in:27:1', 'xa', 'C', 'evidence', '2025-12-04 00:30:15.109032+00', 1001, 'Trưởng phòng Kinh tế', 'ubnd', NULL, NULL, '', NULL, NULL, 'owner', NULL);
INSERT INTO public.snoozes VALUES (1, 'xa', 'C', 1001, 'Trưởng phòng Kinh tế', '2025-12-04', '2025-12-07');
INSERT INTO public.snoozes VALUES (2, 'xa', 'D', 1001, 'Trưởng phòng Kinh tế', '2025-12-04', '2025-12-07');
INSERT INTO public.target_values VALUES (1, 'in:37', 'xa', 'doanh-nghiep', '120', '2025-06-30', 'theo Thống kê', '2025-12-04 00:30:22.175064+00', 1004, 'Chánh Văn phòng', NULL, NULL);
INSERT INTO public.target_values VALUES (2, 'in:38', 'xa', 'doanh-nghiep', '150', '2025-11-30', 'theo Thống kê', '2025-12-04 00:30:23.181064+00', 1004, 'Chánh Văn phòng', NULL, NULL);
INSERT INTO public.target_values VALUES (3, 'in:39', 'xa', 'doanh-nghiep', '150', '2025-11-30', 'theo Thống kê', '2025-12-04 00:30:24.186064+00', 1004, 'Chánh Văn phòng', NULL, 2);
SELECT pg_catalog.setval('public.escalations_id_seq', 2, true);
SELECT pg_catalog.setval('public.evidence_id_seq', 2, true);
SELECT pg_catalog.setval('public.inbox_id_seq', 51, true);
SELECT pg_catalog.setval('public.invite_failures_id_seq', 1, false);
SELECT pg_catalog.setval('public.links_id_seq', 6, true);
SELECT pg_catalog.setval('public.outbox_id_seq', 73, true);
SELECT pg_catalog.setval('public.reports_id_seq', 7, true);
SELECT pg_catalog.setval('public.snoozes_id_seq', 2, true);
SELECT pg_catalog.setval('public.target_values_id_seq', 3, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.escalations
    ADD CONSTRAINT pk_escalations PRIMARY KEY (id);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT pk_evidence PRIMARY KEY (id);
ALTER TABLE ONLY public.facts
    ADD CONSTRAINT pk_facts PRIMARY KEY (key);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT pk_inbox PRIMARY KEY (id);
ALTER TABLE ONLY public.invite_failures
    ADD CONSTRAINT pk_invite_failures PRIMARY KEY (id);
ALTER TABLE ONLY public.invites
    ADD CONSTRAINT pk_invites PRIMARY KEY (code_hash);
ALTER TABLE ONLY public.links
    ADD CONSTRAINT pk_links PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);
ALTER TABLE ONLY public.reports
    ADD CONSTRAINT pk_reports PRIMARY KEY (id);
ALTER TABLE ONLY public.snoozes
    ADD CONSTRAINT pk_snoozes PRIMARY KEY (id);
ALTER TABLE ONLY public.target_values
    ADD CONSTRAINT pk_target_values PRIMARY KEY (id);
ALTER TABLE ONLY public.escalations
    ADD CONSTRAINT uq_escalations_plan_code_due_step UNIQUE (plan, code, due, step);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT uq_evidence_key UNIQUE (key);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT uq_inbox_bot_id_update_id UNIQUE (bot_id, update_id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT uq_outbox_key UNIQUE (key);
ALTER TABLE ONLY public.reports
    ADD CONSTRAINT uq_reports_key UNIQUE (key);
ALTER TABLE ONLY public.target_values
    ADD CONSTRAINT uq_target_values_key UNIQUE (key);
CREATE INDEX ix_evidence_batch ON public.evidence USING btree (batch);
CREATE INDEX ix_evidence_plan_code ON public.evidence USING btree (plan, code);
CREATE INDEX ix_evidence_state_due_at ON public.evidence USING btree (state, due_at);
CREATE INDEX ix_inbox_bot_id_state_due_at ON public.inbox USING btree (bot_id, state, due_at);
CREATE INDEX ix_invite_failures_user_id_at ON public.invite_failures USING btree (user_id, at);
CREATE INDEX ix_links_chat_id ON public.links USING btree (chat_id);
CREATE UNIQUE INDEX ix_links_in_force ON public.links USING btree (role, COALESCE(user_id, chat_id), COALESCE(unit, ''::text), COALESCE(plan, ''::text), COALESCE(post, ''::text)) WHERE (ended_at IS NULL);
CREATE INDEX ix_links_user_id ON public.links USING btree (user_id);
CREATE INDEX ix_outbox_chat_id_edits ON public.outbox USING btree (chat_id, edits);
CREATE INDEX ix_outbox_chat_id_message_id ON public.outbox USING btree (chat_id, message_id);
CREATE INDEX ix_outbox_kind_ended_at ON public.outbox USING btree (kind, ended_at);
CREATE INDEX ix_outbox_state_due_at ON public.outbox USING btree (state, due_at);
CREATE INDEX ix_reports_plan_code ON public.reports USING btree (plan, code);
CREATE INDEX ix_snoozes_chat_id ON public.snoozes USING btree (chat_id);
CREATE INDEX ix_target_values_plan_target ON public.target_values USING btree (plan, target);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT fk_evidence_report_id FOREIGN KEY (report_id) REFERENCES public.reports(id);
ALTER TABLE ONLY public.reports
    ADD CONSTRAINT fk_reports_decides FOREIGN KEY (decides) REFERENCES public.reports(id);
ALTER TABLE ONLY public.reports
    ADD CONSTRAINT fk_reports_undoes FOREIGN KEY (undoes) REFERENCES public.reports(id);
ALTER TABLE ONLY public.target_values
    ADD CONSTRAINT fk_target_values_undoes FOREIGN KEY (undoes) REFERENCES public.target_values(id);
