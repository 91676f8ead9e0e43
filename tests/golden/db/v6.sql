-- SPDX-License-Identifier: GPL-3.0-or-later
-- A database as schema 6 leaves it: that of schema 5, brought up to date, in a share, with words of later programs; dumped by sqlite3. Never
-- changed.
PRAGMA application_id=1213359202;
PRAGMA user_version=6;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE fellowship (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  short_name TEXT,
  line TEXT,
  website TEXT,
  phone TEXT,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
, way TEXT, audience TEXT, more TEXT) STRICT;
INSERT INTO fellowship VALUES(1,'aa','Alcoholics Anonymous','AA',replace('en=People who want to stop drinking help each other through Twelve Steps.\nes=Personas que quieren dejar de beber se ayudan unas a otras con Doce Pasos.','\n',char(10)),'https://www.aa.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a34',52,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(2,'aca','Adult Children of Alcoholics & Dysfunctional Families','ACA',replace('en=For adults who grew up in a troubled home.\nes=Para personas adultas que crecieron en un hogar con problemas.','\n',char(10)),'https://adultchildren.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a35',53,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(3,'al-anon','Al-Anon / Alateen','Al-Anon',replace('en=For family and friends of someone who drinks. Alateen is for teens.\nes=Para familiares y amistades de alguien que bebe. Alateen es para adolescentes.','\n',char(10)),'https://al-anon.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a36',54,'spiritual','family',NULL);
INSERT INTO fellowship VALUES(4,'ca','Cocaine Anonymous','CA',replace('en=Twelve Steps for people who want to stop cocaine and other drugs.\nes=Doce Pasos para personas que quieren dejar la cocaína y otras drogas.','\n',char(10)),'https://ca.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a37',55,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(5,'celebrate-recovery','Celebrate Recovery','CR',replace('en=Christian recovery groups, often at churches.\nes=Grupos cristianos de recuperación, a menudo en iglesias.','\n',char(10)),'https://www.celebraterecovery.com',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a38',56,'religious',NULL,NULL);
INSERT INTO fellowship VALUES(6,'cma','Crystal Meth Anonymous','CMA',replace('en=Twelve Steps for people who want to stop using meth.\nes=Doce Pasos para personas que quieren dejar la metanfetamina.','\n',char(10)),'https://www.crystalmeth.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a39',57,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(7,'coda','Co-Dependents Anonymous','CoDA',replace('en=Twelve Steps for people who want healthy relationships.\nes=Doce Pasos para personas que quieren relaciones sanas.','\n',char(10)),'https://coda.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a3a',58,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(8,'daa','Drug Addicts Anonymous','DAA',replace('en=Twelve Steps for people who want to stop using drugs.\nes=Doce Pasos para personas que quieren dejar las drogas.','\n',char(10)),'https://daausa.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a3b',59,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(9,'da','Debtors Anonymous','DA',replace('en=Twelve Steps for people who want to stop taking on debt.\nes=Doce Pasos para personas que quieren dejar de endeudarse.','\n',char(10)),'https://debtorsanonymous.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a3c',60,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(10,'dra','Dual Recovery Anonymous','DRA',replace('en=Twelve Steps for people with a substance use and a mental health condition.\nes=Doce Pasos para personas con un trastorno por uso de sustancias y otro de salud mental.','\n',char(10)),'https://draonline.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a3d',61,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(11,'eda','Eating Disorders Anonymous','EDA',replace('en=People who want to recover from an eating disorder help each other through Twelve Steps.\nes=Personas que quieren recuperarse de un trastorno alimentario se ayudan con Doce Pasos.','\n',char(10)),'https://eatingdisordersanonymous.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a3e',62,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(12,'ga','Gamblers Anonymous','GA',replace('en=Twelve Steps for people who want to stop gambling.\nes=Doce Pasos para personas que quieren dejar de apostar.','\n',char(10)),'https://gamblersanonymous.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a3f',63,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(13,'ha','Heroin Anonymous','HA',replace('en=Twelve Steps for people who want to stop using heroin.\nes=Doce Pasos para personas que quieren dejar la heroína.','\n',char(10)),'https://heroinanonymous.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a40',64,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(14,'lifering','LifeRing Secular Recovery','LifeRing',replace('en=Peers support each other to stay sober. No religion, no steps.\nes=Las personas se apoyan entre sí para seguir sobrias. Sin religión y sin pasos.','\n',char(10)),'https://lifering.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a41',65,'non_religious',NULL,NULL);
INSERT INTO fellowship VALUES(15,'ma','Marijuana Anonymous','MA',replace('en=Twelve Steps for people who want to stop using cannabis.\nes=Doce Pasos para personas que quieren dejar el cannabis.','\n',char(10)),'https://marijuana-anonymous.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a42',66,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(16,'moderation-management','Moderation Management','MM',replace('en=For people who want to drink less.\nes=Para personas que quieren beber menos.','\n',char(10)),'https://moderation.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a43',67,'non_religious',NULL,NULL);
INSERT INTO fellowship VALUES(17,'na','Narcotics Anonymous','NA',replace('en=People who want to stop using any drug help each other through Twelve Steps.\nes=Personas que quieren dejar cualquier droga se ayudan unas a otras con Doce Pasos.','\n',char(10)),'https://www.na.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a44',68,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(18,'nar-anon','Nar-Anon','Nar-Anon',replace('en=For family and friends of someone who uses drugs.\nes=Para familiares y amistades de alguien que usa drogas.','\n',char(10)),'https://www.nar-anon.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a45',69,'spiritual','family',NULL);
INSERT INTO fellowship VALUES(19,'oa','Overeaters Anonymous','OA',replace('en=Twelve Steps for people who want to stop eating in ways that harm them.\nes=Doce Pasos para personas que quieren dejar de comer de maneras que les hacen daño.','\n',char(10)),'https://oa.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a46',70,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(20,'recovery-dharma','Recovery Dharma','RD',replace('en=Meditation and Buddhist ideas. Led by peers.\nes=Meditación e ideas budistas. Guiado por pares.','\n',char(10)),'https://recoverydharma.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a47',71,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(21,'refuge-recovery','Refuge Recovery','RR',replace('en=Meditation-based recovery with Buddhist ideas.\nes=Recuperación basada en la meditación, con ideas budistas.','\n',char(10)),'https://www.refugerecovery.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a48',72,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(22,'slaa','Sex and Love Addicts Anonymous','SLAA',replace('en=Twelve Steps for people who want to change patterns in sex and relationships.\nes=Doce Pasos para personas que quieren cambiar sus hábitos en el sexo y las relaciones.','\n',char(10)),'https://slaafws.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a49',73,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(23,'smart-recovery','SMART Recovery','SMART',replace('en=Skills and tools based on science. Not religious. Has family groups.\nes=Habilidades y herramientas basadas en la ciencia. No es religioso. Tiene grupos para familias.','\n',char(10)),'https://www.smartrecovery.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a4a',74,'non_religious','both',NULL);
INSERT INTO fellowship VALUES(24,'sos','Secular Organizations for Sobriety','SOS',replace('en=Secular groups for staying sober.\nes=Grupos no religiosos para mantenerse en sobriedad.','\n',char(10)),'https://www.sossobriety.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a4b',75,'non_religious',NULL,NULL);
INSERT INTO fellowship VALUES(25,'wellbriety','Wellbriety (White Bison)','Wellbriety',replace('en=Native-led circles that join culture and recovery.\nes=Círculos dirigidos por pueblos indígenas que unen cultura y recuperación.','\n',char(10)),'https://whitebison.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a4c',76,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(26,'wfs','Women for Sobriety','WFS',replace('en=Groups for women, with positive statements.\nes=Grupos para mujeres, con afirmaciones positivas.','\n',char(10)),'https://womenforsobriety.org',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a4d',77,NULL,NULL,NULL);
CREATE TABLE venue (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  address TEXT,
  street TEXT,
  city TEXT,
  state TEXT,
  postal_code TEXT,
  country TEXT,
  region TEXT,
  latitude REAL,
  longitude REAL,
  approximate INTEGER,
  notes TEXT,
  step_free INTEGER,
  capacity INTEGER,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
INSERT INTO venue VALUES(1,'v-jldtsic5iub52f5lfvrk','Oak Hall',NULL,'1 Oak Street',NULL,NULL,NULL,NULL,NULL,40.500000000000000001,-74.250000000000000001,NULL,NULL,NULL,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo',NULL,NULL,X'0101839af0f6a13405a0efb4ec0a4e',78);
INSERT INTO venue VALUES(2,'v-gone','Old hall',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,X'0101839af0f6a13405a0efb4ec0a4f',79);
INSERT INTO venue VALUES(3,'v-nfzs7hwiuuf7gfpldlim','Oak Hall',NULL,'1 Oak Street',NULL,NULL,NULL,NULL,NULL,40.500000000000000001,-74.250000000000000001,NULL,NULL,NULL,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo',NULL,NULL,X'0101839af0f6a13405a0efb4ec0a50',80);
INSERT INTO venue VALUES(4,'v-f45pcxzmphcryiwtp6i2','Elm Hall',NULL,'2 Elm Street, Town',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo',NULL,NULL,X'0101839af0f6a13405a0efb4ec0a51',81);
CREATE TABLE IF NOT EXISTS "group" (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  fellowship TEXT,
  notes TEXT,
  website TEXT,
  phone TEXT,
  slips TEXT,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
INSERT INTO "group" VALUES(1,'g-dswx472o5za5tzxkyqru','The Oaks','aa',NULL,NULL,NULL,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo',NULL,NULL,X'0101839af0f6a13405a0efb4ec0a52',82);
INSERT INTO "group" VALUES(2,'g-ino2emvjcqhimuxqs5re','The Oaks','aa',NULL,NULL,NULL,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo',NULL,NULL,X'0101839af0f6a13405a0efb4ec0a53',83);
CREATE TABLE meeting (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  slug TEXT,
  fellowship TEXT,
  "group" TEXT,
  venue TEXT,
  rule TEXT,
  start TEXT,
  length INTEGER,
  timezone TEXT,
  types TEXT,
  attendance TEXT,
  published INTEGER,
  notes TEXT,
  conference_url TEXT,
  conference_url_notes TEXT,
  conference_phone TEXT,
  conference_phone_notes TEXT,
  website TEXT,
  first_time TEXT,
  sign_in INTEGER,
  capacity INTEGER,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
INSERT INTO meeting VALUES(1,'m-45eodrlye2m4vby5tu5f','Monday Night','monday-night','aa','g-ino2emvjcqhimuxqs5re','v-nfzs7hwiuuf7gfpldlim','FREQ=WEEKLY;BYDAY=MO','2000-01-03T19:30',NULL,NULL,'O,QQ','in_person',NULL,'Use the side door',NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo','monday-night',NULL,X'0101839af0f6a13405a0efb4ec0a54',84);
INSERT INTO meeting VALUES(2,'m-nxxo4pbi352x6vjobtpu','Online Noon','online-noon','aa',NULL,NULL,'FREQ=WEEKLY;BYDAY=SU,MO,TU,WE,TH,FR,SA','2000-01-02T12:15',NULL,NULL,'O','online',NULL,'From the feed','https://meet.example.org/1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo','online-noon',NULL,X'0101839af0f6a13405a0efb4ec0a55',85);
INSERT INTO meeting VALUES(3,'m-3ix7wke332riwbcicauo','Dawn','dawn','aa',NULL,'v-f45pcxzmphcryiwtp6i2','FREQ=WEEKLY;BYDAY=TU','2000-01-04T07:00',NULL,NULL,'C','in_person',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo','dawn',NULL,X'0101839af0f6a13405a0efb4ec0a56',86);
CREATE TABLE exception (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  meeting TEXT,
  venue TEXT,
  "from" TEXT,
  until TEXT,
  state TEXT,
  new_date TEXT,
  new_start INTEGER,
  new_length INTEGER,
  new_venue TEXT,
  note TEXT,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
INSERT INTO exception VALUES(1,'x-1','m-45eodrlye2m4vby5tu5f',NULL,'2026-11-23',NULL,'cancelled',NULL,NULL,NULL,NULL,'en=The boiler is out',NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a57',87);
CREATE TABLE type (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  fellowship TEXT,
  code TEXT,
  names TEXT,
  feature TEXT,
  language TEXT,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
INSERT INTO type VALUES(1,'aa:QQ','aa','QQ','en=Quiet',NULL,NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a58',88);
CREATE TABLE resource (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  need TEXT,
  line TEXT,
  phone TEXT,
  website TEXT,
  address TEXT,
  hours TEXT,
  languages TEXT,
  position INTEGER,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
, opening TEXT, latitude REAL, longitude REAL, cost TEXT) STRICT;
INSERT INTO resource VALUES(1,'r-1','en=Food bank','food',NULL,'555-0100',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a59',89,NULL,NULL,NULL,NULL);
CREATE TABLE site (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  timezone TEXT,
  languages TEXT,
  address TEXT,
  phone TEXT,
  latitude REAL,
  longitude REAL,
  venue TEXT,
  welcome TEXT,
  front_desk TEXT,
  naloxone TEXT,
  help_1_name TEXT,
  help_1_phone TEXT,
  help_1_hours TEXT,
  help_2_name TEXT,
  help_2_phone TEXT,
  help_2_hours TEXT,
  help_3_name TEXT,
  help_3_phone TEXT,
  help_3_hours TEXT,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
, count_threshold INTEGER, paper TEXT, stale_days INTEGER, call_days INTEGER, treatment TEXT, treatment_phone TEXT) STRICT;
INSERT INTO site VALUES(1,'site','Our center','America/New_York','en,es',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-25',NULL,NULL,NULL,X'010100000000',39,12,'letter',60,120,NULL,NULL);
CREATE TABLE source (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  format TEXT,
  fellowship TEXT,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
INSERT INTO source VALUES(1,'s-hqxiajoro5i5uuwensgo','meetings.json','meeting-guide','aa',NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a5a',90);
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','meeting_text','meeting_text',0,'CREATE VIRTUAL TABLE meeting_text USING fts5 (
  name, "group", venue, address, city, notes, types,
  tokenize = ''ascii'', prefix = ''1 2 3'', detail = column
)');
CREATE TABLE IF NOT EXISTS 'meeting_text_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO meeting_text_data VALUES(1,X'0305020407000708');
INSERT INTO meeting_text_data VALUES(10,X'000000000106060006010101020101030101040101050101060101');
INSERT INTO meeting_text_data VALUES(137438953473,X'000001640230310102050107616269657274610102080104666565640102070203726f6d010207010468616c6c01020401066d6f6e64617901020201056e6967687401020201036f616b01040403040173010203020370656e0102080105717569657401020801067374726565740102050103746865010403060002313101020501016101020801016601020701016801020401016d01020201016e01020201016f010803030305010171010208010173010205010174010403060003326162010208010266650102070201720102070102686101020401026d6f01020201026e6901020201026f6101060303030201700102080102717501020801027374010205010274680104030600043361626901020801036665650102070202726f010207010368616c01020401036d6f6e01020201036e696701020201036f616b0106030303020270650102080103717569010208010373747201020501037468650104030604060c0908090b0a0906080a0b090706060606060906060708070607070709060707080908070808080a070808');
INSERT INTO meeting_text_data VALUES(274877906945,X'000000cc0830616269657274610202080104666565640202070203726f6d02020701046e6f6f6e02020201066f6e6c696e65020202020370656e02020801037468650202070002316102020801016602020701016e02020201016f0204020801017402020700033261620202080102666502020702017202020701026e6f02020201026f6e0202020201700202080102746802020700043361626902020801036665650202070202726f02020701036e6f6f02020201036f6e6c020202020270650202080103746865020207040c0908090b0808070606070608070607070607090807080807');
INSERT INTO meeting_text_data VALUES(412316860417,X'000001ae0230310103050107616269657274610103080104646f6f7201020701046665656401010203726f6d0101010468616c6c01030401066d6f6e64617901030201056e6967687401030201036f616b01050403040173010303020370656e0103080105717569657401030801047369646501020702057472656574010305010374686501050306010375736501020700023131010305010161010308010164010207010166010101016801030401016d01030201016e01030201016f010903030305010171010308010173010505040101740105030601017501020700033261620103080102646f01020701026665010102017201010102686101030401026d6f01030201026e6901030201026f61010703030302017001030801027175010308010273690102070201740103050102746801050306010275730102070004336162690103080103646f6f010207010366656501010202726f0101010368616c01030401036d6f6e01030201036e696701030201036f616b0107030303020270650103080103717569010308010373696401020702027472010305010374686501050306010375736501020704060c090807090b0a0906080a090a09080706060506060609060707060807060507070709060707060807090807060808080a0708080709');
INSERT INTO meeting_text_data VALUES(549755813889,X'000000e602303203020501076365727261646103020802056c6f73656403020801046461776e0302020103656c6d03040403010468616c6c03020401067374726565740302050104746f776e0302050002313203020501016303020801016403020201016503040403010168030204010173030205010174030205000332636503020802016c030208010264610302020102656c0304040301026861030204010273740302050102746f03020500043363657203020802026c6f03020801036461770302020103656c6d03040403010368616c03020401037374720302050103746f7703020504060c0a0909090b090706060706060608060708070707090708090808');
INSERT INTO meeting_text_data VALUES(687194767361,X'000002090230310103050107616269657274610103080103080104646f6f720103070104666565640203070203726f6d020307010468616c6c01030401066d6f6e64617901030201056e6967687401030202036f6f6e02030201036f616b0105040304017301030302056e6c696e65020302020370656e010308010308010571756965740103080104736964650103070205747265657401030501037468650105030601030701037573650103070002313101030501016101030801030801016401030701016602030701016801030401016d01030201016e01030201030201016f01090303030501050208010171010308010173010505040101740105030601030701017501030700033261620103080103080102646f010307010266650203070201720203070102686101030401026d6f01030201026e6901030202016f02030201026f61010703030302016e02030202017001030801030801027175010308010273690103070201740103050102746801050306010307010275730103070004336162690103080103080103646f6f01030701036665650203070202726f020307010368616c01030401036d6f6e01030201036e696701030202026f6f02030201036f616b010703030302026e6c020302020270650103080103080103717569010308010373696401030702027472010305010374686501050306010307010375736501030704060f090908090b0a0809060a0b0a090a0c08070906060606090d06070a060b070706070707060906090707060b070c080807080808070a070a0808070c');
INSERT INTO meeting_text_data VALUES(824633720833,X'000001820230310103050107616269657274610103080104646f6f72010307010468616c6c01030401066d6f6e64617901030201056e6967687401030201036f616b01050403040173010303020370656e010308010571756965740103080104736964650103070205747265657401030501037468650105030601037573650103070002313101030501016101030801016401030701016801030401016d01030201016e01030201016f010903030305010171010308010173010505040101740105030601017501030700033261620103080102646f0103070102686101030401026d6f01030201026e6901030201026f61010703030302017001030801027175010308010273690103070201740103050102746801050306010275730103070004336162690103080103646f6f010307010368616c01030401036d6f6e01030201036e696701030201036f616b0107030303020270650103080103717569010308010373696401030702027472010305010374686501050306010375736501030704060c09090b0a0906080a090a0908070606060606090607070608070707070906070706080709080808080a0708080709');
CREATE TABLE IF NOT EXISTS 'meeting_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO meeting_text_idx VALUES(1,X'',2);
INSERT INTO meeting_text_idx VALUES(2,X'',2);
INSERT INTO meeting_text_idx VALUES(3,X'',2);
INSERT INTO meeting_text_idx VALUES(4,X'',2);
INSERT INTO meeting_text_idx VALUES(5,X'',2);
INSERT INTO meeting_text_idx VALUES(6,X'',2);
CREATE TABLE IF NOT EXISTS 'meeting_text_content'(id INTEGER PRIMARY KEY, c0, c1, c2, c3, c4, c5, c6);
INSERT INTO meeting_text_content VALUES(1,'monday night','the oaks','oak hall','1 oak street',NULL,'use the side door','open abierta quiet quiet');
INSERT INTO meeting_text_content VALUES(2,'online noon',NULL,NULL,NULL,NULL,'from the feed','open abierta');
INSERT INTO meeting_text_content VALUES(3,'dawn',NULL,'elm hall','2 elm street town',NULL,NULL,'closed cerrada');
CREATE TABLE IF NOT EXISTS 'meeting_text_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO meeting_text_docsize VALUES(1,X'02020203000404');
INSERT INTO meeting_text_docsize VALUES(2,X'02000000000302');
INSERT INTO meeting_text_docsize VALUES(3,X'01000204000002');
CREATE TABLE IF NOT EXISTS 'meeting_text_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO meeting_text_config VALUES('version',4);
CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('last_op',51);
INSERT INTO meta VALUES('last_wall',1795785884114);
INSERT INTO meta VALUES('published_op',51);
INSERT INTO meta VALUES('read:s-hqxiajoro5i5uuwensgo',1795768600420);
INSERT INTO meta VALUES('stamp',5672326687181896047);
INSERT INTO meta VALUES('text_stamp',192784466001);
CREATE TABLE device (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO device VALUES(0,'');
INSERT INTO device VALUES(1,'pmyp3skzroi65htnih4fjod6tm');
INSERT INTO device VALUES(2,'fi3y7httyzwfanmm3ntar53h6e');
INSERT INTO device VALUES(3,'kia2ntiq4ib6aozh4d7hirkjry');
INSERT INTO device VALUES(4,'dbh7asrdoojq5kbnvtwvvlbva4');
INSERT INTO device VALUES(5,'uqhf4y4x4xgejtsefty2xpgmqq');
INSERT INTO device VALUES(9,'bbbbbbbbbbbbbbbbbbbbbbbbbb');
CREATE TABLE history (
  n INTEGER PRIMARY KEY,
  wall_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  verb TEXT NOT NULL,
  field TEXT,
  old TEXT,
  new TEXT
) STRICT;
INSERT INTO history VALUES(1,1795359600000,'init','directory','','add',NULL,NULL,'27');
INSERT INTO history VALUES(2,1795359600001,'test','type','aa:QQ','add',NULL,NULL,NULL);
INSERT INTO history VALUES(3,1795359600002,'import','source','s-hqxiajoro5i5uuwensgo','import',NULL,NULL,'2 added, 0 changed, 0 removed');
INSERT INTO history VALUES(4,1795359600003,'test','meeting','m-45eodrlye2m4vby5tu5f','set','notes','From the feed','Use the side door');
INSERT INTO history VALUES(5,1795359600004,'test','exception','x-1','add',NULL,NULL,NULL);
INSERT INTO history VALUES(6,1795359600005,'test','resource','r-1','add',NULL,NULL,'en=Food bank');
INSERT INTO history VALUES(7,1795359600006,'test','venue','v-gone','add',NULL,NULL,'Old hall');
INSERT INTO history VALUES(8,1795359600007,'test','venue','v-gone','retire','retired',NULL,'yes');
INSERT INTO history VALUES(9,1795603392655,'command line','site','site','set','count_threshold',NULL,'12');
INSERT INTO history VALUES(10,1795603392655,'command line','site','site','set','paper',NULL,'letter');
INSERT INTO history VALUES(11,1795603392655,'command line','site','site','set','stale_days',NULL,'60');
INSERT INTO history VALUES(12,1795603392655,'command line','site','site','set','call_days',NULL,'120');
INSERT INTO history VALUES(13,1795603392655,'command line','site','site','set','verified',NULL,'2026-11-25');
INSERT INTO history VALUES(14,1795603392939,'command line','announcement','a-1','add',NULL,NULL,NULL);
INSERT INTO history VALUES(15,1795768600403,'import','meeting','m-45eodrlye2m4vby5tu5f','import','group','g-dswx472o5za5tzxkyqru','g-ino2emvjcqhimuxqs5re');
INSERT INTO history VALUES(16,1795768600403,'import','meeting','m-45eodrlye2m4vby5tu5f','import','venue','v-jldtsic5iub52f5lfvrk','v-nfzs7hwiuuf7gfpldlim');
INSERT INTO history VALUES(17,1795768600403,'import','meeting','m-45eodrlye2m4vby5tu5f','import','start','2026-01-05T19:30','2000-01-03T19:30');
INSERT INTO history VALUES(18,1795768600403,'import','meeting','m-45eodrlye2m4vby5tu5f','import','timezone','America/New_York',NULL);
INSERT INTO history VALUES(19,1795768600403,'import','meeting','m-nxxo4pbi352x6vjobtpu','import','rule','FREQ=DAILY','FREQ=WEEKLY;BYDAY=SU,MO,TU,WE,TH,FR,SA');
INSERT INTO history VALUES(20,1795768600403,'import','meeting','m-nxxo4pbi352x6vjobtpu','import','start','2026-01-01T12:00','2000-01-02T12:15');
INSERT INTO history VALUES(21,1795768600403,'import','meeting','m-nxxo4pbi352x6vjobtpu','import','timezone','America/New_York',NULL);
INSERT INTO history VALUES(22,1795768600403,'import','source','s-hqxiajoro5i5uuwensgo','import',NULL,NULL,'1 added, 2 changed, 0 removed');
INSERT INTO history VALUES(23,1795785853700,'command line','story','st-b7umjgpv3bgzavnohiyy','add',NULL,NULL,'Jo');
INSERT INTO history VALUES(24,1795785860975,'command line','peer','p-4hixsq772cu47tozeqty','add',NULL,NULL,'Ana');
INSERT INTO history VALUES(25,1795785860999,'command line','program','pg-ovdwg3kcdz4uskjvxebv','add',NULL,NULL,'en=First weeks');
INSERT INTO history VALUES(26,1795785861043,'command line','meeting','m-45eodrlye2m4vby5tu5f','set','sign_in',NULL,'yes');
INSERT INTO history VALUES(27,1795785884114,'command line','article','ar-pnkxkcixzp46q77h66ib','add',NULL,NULL,NULL);
CREATE TABLE override (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  field TEXT NOT NULL,
  feed TEXT,
  PRIMARY KEY (kind, id, field)
) STRICT, WITHOUT ROWID;
INSERT INTO override VALUES('meeting','m-45eodrlye2m4vby5tu5f','notes','From the feed, newer');
INSERT INTO override VALUES('meeting','m-45eodrlye2m4vby5tu5f','sign_in',NULL);
CREATE TABLE feed_record (
  source INTEGER NOT NULL REFERENCES source (n),
  key TEXT NOT NULL,
  digest INTEGER,
  meeting INTEGER NOT NULL REFERENCES meeting (n),
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
INSERT INTO feed_record VALUES(1,'dawn',1402928682390060074,3);
INSERT INTO feed_record VALUES(1,'monday-night',9150482321244870704,1);
INSERT INTO feed_record VALUES(1,'online-noon',8094268006828166844,2);
CREATE TABLE announcement (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT,
  text TEXT,
  "from" TEXT,
  until TEXT,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
INSERT INTO announcement VALUES(1,'a-1',replace('en=Closed on Thursday\nes=Cerrado el jueves','\n',char(10)),NULL,'2026-11-26','2026-11-26',NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a5b',91);
CREATE TABLE draft (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  wall_ms INTEGER NOT NULL,
  PRIMARY KEY (kind, id, field)
) STRICT, WITHOUT ROWID;
INSERT INTO draft VALUES('meeting','m-45eodrlye2m4vby5tu5f','name','Monday Nig',1795359600009);
CREATE TABLE kept_pair (
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
INSERT INTO kept_pair VALUES('m-45eodrlye2m4vby5tu5f','m-nxxo4pbi352x6vjobtpu');
CREATE TABLE import (
  n INTEGER PRIMARY KEY,
  wall_ms INTEGER NOT NULL,
  source TEXT,
  name TEXT NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  history_first INTEGER NOT NULL,
  history_last INTEGER NOT NULL,
  undone_ms INTEGER
) STRICT;
INSERT INTO import VALUES(1,1795768600403,'s-hqxiajoro5i5uuwensgo','meetings.json',1,2,0,15,22,NULL);
CREATE TABLE import_added (
  import INTEGER NOT NULL REFERENCES import (n),
  kind TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (import, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO import_added VALUES(1,'group',2,2);
INSERT INTO import_added VALUES(1,'meeting',3,3);
INSERT INTO import_added VALUES(1,'venue',3,4);
CREATE TABLE import_override (
  import INTEGER NOT NULL REFERENCES import (n),
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  field TEXT NOT NULL,
  old TEXT,
  new TEXT,
  PRIMARY KEY (import, kind, id, field)
) STRICT, WITHOUT ROWID;
INSERT INTO import_override VALUES(1,'meeting','m-45eodrlye2m4vby5tu5f','notes','From the feed','From the feed, newer');
CREATE TABLE program (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  form TEXT,
  line TEXT,
  for_whom TEXT,
  decide TEXT,
  area TEXT,
  way TEXT,
  start TEXT,
  weeks INTEGER,
  hours TEXT,
  venue TEXT,
  place TEXT,
  places INTEGER,
  places_left INTEGER,
  next_intake TEXT,
  cost TEXT,
  languages TEXT,
  ask TEXT,
  phone TEXT,
  website TEXT,
  position INTEGER,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
INSERT INTO program VALUES(1,'pg-ovdwg3kcdz4uskjvxebv','en=First weeks','group','en=Twelve evenings',NULL,NULL,NULL,NULL,'2026-11-03',12,NULL,NULL,NULL,10,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a5c',92);
CREATE TABLE peer (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  role TEXT,
  about TEXT,
  languages TEXT,
  hours TEXT,
  in_person INTEGER,
  by_phone INTEGER,
  by_video INTEGER,
  place TEXT,
  phone TEXT,
  website TEXT,
  consent TEXT,
  consent_until TEXT,
  position INTEGER,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
INSERT INTO peer VALUES(1,'p-4hixsq772cu47tozeqty','Ana','peer','en=I was there too',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-01','2027-12-31',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a5d',93);
CREATE TABLE story (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT,
  text TEXT,
  name TEXT,
  consent TEXT,
  consent_until TEXT,
  position INTEGER,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
INSERT INTO story VALUES(1,'st-b7umjgpv3bgzavnohiyy','en=One year on','en=I came here in March.','Jo','2026-11-01','2027-12-31',NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a5e',94);
CREATE TABLE article (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  page TEXT,
  language TEXT,
  title TEXT,
  line TEXT,
  text TEXT,
  sources TEXT,
  position INTEGER,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
INSERT INTO article VALUES(1,'ar-pnkxkcixzp46q77h66ib','learn-start','en','First meeting',NULL,'You can sit and listen.',NULL,NULL,NULL,NULL,NULL,NULL,NULL,X'0101839af0f6a13405a0efb4ec0a5f',95);
CREATE TABLE share_note (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  value BLOB NOT NULL
) STRICT;
INSERT INTO share_note VALUES(2,'here/folder',X'2f7372762f68616e647261696c');
INSERT INTO share_note VALUES(3,'here/name',X'4f6666696365');
INSERT INTO share_note VALUES(4,'here/nonce',X'a87694129607b833f4783610b0e98092');
INSERT INTO share_note VALUES(5,'here/net',X'c64d328aa993031557cbcd022a93e2cd801d86d2c0bcbccc2cd870e3c4a82df25d77a00f43dcb17779a9ee7987be86a7');
INSERT INTO share_note VALUES(6,'trust/t-00000001-9275a7fe37c57a81.hrt',X'48527472010100000110c64d328aa993031557cbcd022a93e2cd0201010306829af0f6a1340420801d86d2c0bcbccc2cd870e3c4a82df25d77a00f43dcb17779a9ee7987be86a705320120ae370a0e1335243217355865db7e25fe5feb96a0a4ebf2479497efce2e8c944d02010c030101040005064f6666696365b87ae8b4b059b98437754348689aadbdb04634929aa120c668effb403af2676ee20ae9e7d068e2c45c67d2cd9c7ef9e7bdab700e67220abdb5ba4570b882010d');
INSERT INTO share_note VALUES(8,'here/site',X'');
INSERT INTO share_note VALUES(9,'here/may',X'616c6c');
INSERT INTO share_note VALUES(10,'own/s/ba4a581aa7ca689421a89392a8fbdb86.hrs',X'4852736701010000a40e5e6397e5cc44ce442cf1abbccc842c0000008d1e0000789cad99cb6f24471dc77b7ac6bb7eee26ebac9d6c8094403ca2b86767c63336d9b0c0ac1fbb49ecf5dae3c52c09849aee9ae9b27baada5dddf3f03512170edc10c98920c101b4071ee2c4cd071e121212ca0121fe001052e000070e88dfaf7a66dc3db157eb0d87383d33f5f87deafbabdfa3f7af19c33029cdbcfdee3ffefd5ed9f8fe07bff8fb6479c61833ae563d5bbad2e3b622552145af252395c956abe6f7324cdcbcc7a4ef31d27125e95011925012154a9f380117075c3489cb3c9f306abb44862e0b48e806326aba64b7c3bc3623b590f92a3fc914ac142829a822871183ff380b98200edba701fc25755687c98a11da8b1c2a48842329ac19c0ff6d29c8aab419b9479554f9ecac1b86beba71fd7aa7d3c9539a9741737252f93ce06144bdbf016a96da69d60ab22e559dc80bc98acb3d0777970d92a0ff0c59eda94624ec90839d1e59a72dee71a632b9ea4ad5f4e130d66540282ea1f4813403d621914fb8004b43c0ae7bcc21ae6cb118980694f8036a3daf4f6f07cc067ea062480a539a700a48e9071216695180bc3680d433edbecd23acff01d68bd4b3282897e25d9a312e1857aa9e859a92ebc04943c64466bcff95f94ea60fd440cc1ea1c2218d8033e1283c17051452c4c26bad557eb006e18a3460223eab1352bd0ea7015304566b711552079e415bea35416ea1d151e79395e0771fe752477a4cd94c840cc89f1992c76023cc53176393ff842e3d22f332ca7c6545da9483f1097f0605bf83c449b7d414fe190e6ef7d7c073893ddb09a266cc7be28bb1f9fed9aeed51bdd2f14341e15862777602d01b382f0f38ed5117fe33a05db199c7ea011c9405ee22db2ce8a5503f8fa8b32b834164673028bbb2630a405d71031081c3651acc078f9591af1640e0102ca421b1dd28b05d1663dd0e221f90ecfe34a9c583b911f0519b1fff5c2c80a3b798881c899ecb9b201a47924f262fe4d0eec1b6795bb6262703e6f1260731dec7fb69b7d2c2bd8c34f32b410fdcc6239b2c7413eae55636ab66f73cea450a63530b967902c1601a150df8d3e282e6b31f4bc1c516ea95d39afd0eb072b674d25c3790ebd91569ad3288200e787832cc8eadc8d5aa193d0e99cba817ba3dd003ee0e0428e572ff1cde88d36c9806374e51819a3d3df43eb07984e5d7289133922e5ed112adc22d2055c7e1768a24b70a19439d5fa227bc54279768980bc0dc488d82fc0163c488245fd0316295d54319a4721e48d13b0f414875069468563d3c2f04dc2d7408c8768162f9ecc7871cb1617460d708d1db264a13a4916e6a2f5b859f876120a5cd4ed5fcf123a31f87fb46898aeae0dc02102215473e7dddf146c6ee8739cae1e87e8fa6c55406790da31db008497cd82b5212a155a4f780b81107c4f84bea454e7faf7c766e78160195c283303c7208efe121b0115dbf8887f0fc1adc0e1065952b19382c25706e0d14fee519554d3f58410e942d40879246afe3f4d7f98875ce208a82d4889b3a1bea710d1e70992880466b9e4f0fce24366c60d7997ef25bf4fc66fa84bea453c66dda821a23edfab7e302e7b15dbf896b80194fe0f414720cc0e6b39f181035fb069d858291d574d3285f4694a7ef401105d55702e4ce6386d3741472f53a4f902a7022e6f6449688d73a8be5bfc032eef106839aaa9922aa22d1b50df869074daa81c778b0c930ad4f0c7e32bf1bbb304aa8221fae5698724c24a33da8e0a0a2ce93bbe8da3af342f616f8dbc05137006a48a7b4303d747c110670218f1fc6fc8a41f116e06a01a67a52e3a2bf20d4037083e1fc60a076d1ab832318f069f64b70126f0d93ff1f51cb91dc7f0bc99fd9840bb01f416e4aca0979bf737e396d2a04adf373e715e69d4ccd92014d6b60987596a8bf02a8ab2d09d751a766ab05839b0c2f758a730539e73687e3c8e6c9b8ece6a679af5f919f02a74b7002e5963aa5b54882c47d142c8982cc0f11867b9e22c9bf5012919664554b729706b60c473ac3bb55f3878fea0c6309a8e8e9dcfe7fe90f6d3863fd4d9cf59fa84d14a3a5c1eff1260a1a7cb8775ac3de6902e075a794193e99f2b15b26c89f2a51db9ca341821a6658db3c9706081ed50d7d802acab48aebbac1df82f0c1b01c4fc9b855357f70ae86a89f10e1ba77684f818ed03eb83468c1136b3d411e80a680e907b82d2ce88f020f87456d1c478f7f2a133d921cd5ef18802f0f5a0ccb4153d2f4b791fea9613db41a8fc8eeac9ab0fecd4d06854c7c0d51c75b91e3b82009e10ec330b7019d7cbd0708c0a0e1e2f1ba0b222c1e45ea91832ac2f0db11871e5697393e2a9ccf3e3f307c60626ce108c4fb3144236a9ed1e5dde943e088448bb7b3631ea620ac3a5560f2b0d3d315dd081462ec24db390293a843b197d36dcf907041dfa511c8ec0b49778c8d1eb67869ac6f437d9653de4803f12ab2bc50635d7de21b30f1944662acb6019dc44f1ed7356d970a38199f86e0e042a17baafe064fd829d9508dc02dc53a95b8c7efd57908c3f15d85872b4bb8bbd87e9cf45389f71548dce88c668777e0302e29c822e1e912bf86e1e6726db3bab37ba2f005fd39aeda6b07dcf394660aa584a7586b5048d910366c86593e24c3809e2777c0c27e908a5b7e8d7f07129bc71d1d757a58ba0430042b4fd57704d5f704bd2aa7ba78606ab0b09279b20bbf305853bf28f013514d25ea39740fcd9bf28e74d2991aab433ef80df6992047ea3c5e4737f9d4a0fed90a9a54f0a35849ed05352c4558d8cbe46a5b35f30d3ca0fed898550fc21208c3555c0525de6e0879c2d3478000140216d6e6c0af2b1de82d9c91ce1f86abfecea7f060f89d047ff5fab625813610e8b9bde18fe4737b2e0f19b90535bc78313375f28bf92dd4fb2ec0b699852f136d1ed8181375b4ddc75a1748c328607d0fef9f2ff2ad1c3f0ce0477c6b038ed7e40ee2e1a589581dbfe5c2397ed86403778f041b2c866fa652af79129543072dada3a1235efd3394aed3484bb73963e48cd93d88ec6244aabdf59a0ebbb74f24eae0b085385281321ca151b7505744a95752b14cd13e5c5015c726dae0104dfb6f34fab3d109876db45e1db6496ae6668cb9b6b5ef39a1e2768547f54aa951f11aede02045717716f49ad8a207708f3ccf9c29127cae813bb3707cac5cc857262e5acbe57ca9f2d4bcb2dcc32ea7fb3290155e8922a8565553be98312eb4ad2618975a786bd6306161cf811ce77957723da6629344e3482dbb1d1e458de566c3f71c68095333ef7d6493bea9376a942bbedd3d6af9ae1df47827f4977829b5d1f6ac913526d6bc56bcd16c89e073bcd102d9951d71d606f74c63ae6939aad32d2f9764e58856c2a3ee41ef3088521bec4ce106bb2e4302a843281d7fe4825cc8126bb5f7ed4397b7a2eea1aa04e943ad3df682ffcc648db99655ae30e9045e8f955ae576bd5709a34a23b5e2ee3563c698d994c28136ea2e6fba6166a6a53f59023f99b04776fe74d372f3a7ab3976757d676dfbe6dedadaeb1b0f5eb9f560b5fae0e6e6d685a74b8542c12a14adc2e26ef1e51b8b8589b1ad85ededc9492ede8ab3d3f495fb1097a0c6824e0b8a2547ca60161d67fe0cc86753a6fe254616ddae2cfb75be58297597dafbb21efa6955ee5f33a68ce92dfdae05a23e54bdd3f18b174bc007041efbec87016af71736b71676ef2fecad2decde5958df59a8551348a5dd62e946b132616e4d5e8c579bbeb48eaf5790a6c19833332c925ae05e79d6a52dc8ef7853af17cfe44b1af6a3186f9177973b076c71b114f04edde6368d640aef2bd78c49636c95764466cc81bf08844a9d761d4e536af77e02abbc5b58be51284c982b0999ce3457eff766cec876ad62caa6bdcb102be74f774773aa54282d59c5a2555acc4ddaf84ace8374307115ab2238bcbae41e14cf1cfa8e287c69cc18a3f4c6f6766af9af4ec2b500cc4c767bdb9c8079db50df84950b46361831e4c1151839a35b1b09452f150799b1063c66272a950a10170a1be3c6dce978a985be360e0b5d422921f3aafc3e1c4b66f0d1820ec76178ee6f4c80592326e077c64bf86f1690a9e2d266d78d02057eac531b962af86f0e1ed98f589ba9c4f92c6513cfad4963de6f5ab2ed749a8b07b673548ed4c17ebbcbeaedd47e6f5e332e1a97119907501e771883c87141970fe6ec49e5095b0944b938dca2b0389e2d96a6b3c5c28cb948a78c39df2abbbcab0e97974b76545e0ee5113b1c49ff5fc7d89dab42873d86ed84dee055286031ab4342c39a6eea6483e2343e2f5bc592b5583c9c36e65568d597a3d67ed36f2fd69b47b42da4cb7be92dbe31055b20cf165cdf1e8352088efe39bd0f94b38ce87d38be70086c376f665f93d9c48eb9c48ece8c310f8da62f0eba0736ef1ef9e52560739796783db5e35bd3e0bdd31e6c252c7c9d1766b24c9897e2f3ec6b9e7bf6818cf08d0a84ae50172c1e74124ce4ff072a94c0d5');
INSERT INTO share_note VALUES(12,'own/head',X'48526864010100000110c64d328aa993031557cbcd022a93e2cd0210a40e5e6397e5cc44ce442cf1abbccc840305ece090e70d0401010506839af0f6a13406086c30e4dc010000000724ba4a581aa7ca689421a89392a8fbdb86c5e6eaeccf43f878d421aeb60400c4a49e0c0000aae76c3626e7d135e9992930629e87418593ee2f37d1a710e8266c73304d132fc66373f566dd638bd2039a6a78c5b9bd243fb922f10029419352c81799a0a903');
INSERT INTO share_note VALUES(13,'own/name',X'6c2d7571686634793478347867656a747365667479327870676d71712d64636534333036632d30303030303030312d353266326630383262363933643262652e687268');
INSERT INTO share_note VALUES(14,'covers',X'6c30e4dc01000000');
INSERT INTO share_note VALUES(15,'own/sent',X'6c2d7571686634793478347867656a747365667479327870676d71712d64636534333036632d30303030303030312d353266326630383262363933643262652e687268');
INSERT INTO share_note VALUES(16,'here/synced',X'31373935383134303637363334');
INSERT INTO share_note VALUES(17,'here/verified',X'31373935383134303637353331');
CREATE TABLE share_kept (
  kind INTEGER NOT NULL,
  scope TEXT NOT NULL,
  id TEXT NOT NULL,
  field INTEGER NOT NULL,
  gen INTEGER NOT NULL,
  wall_ms INTEGER NOT NULL,
  device INTEGER NOT NULL REFERENCES device (n),
  epoch INTEGER NOT NULL,
  op INTEGER NOT NULL,
  value TEXT,
  PRIMARY KEY (kind, scope, id, field)
) STRICT, WITHOUT ROWID;
INSERT INTO share_kept VALUES(3,'','m-45eodrlye2m4vby5tu5f',40,1,1795780000000,9,7,4,'A field of later');
INSERT INTO share_kept VALUES(3,'north','m-north',0,1,1795780000000,9,7,5,'Of another site');
INSERT INTO share_kept VALUES(99,'','z-1',0,1,1795780000000,9,7,3,'A kind of later');
CREATE TABLE share_lost (
  n INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  scope TEXT NOT NULL,
  id TEXT NOT NULL,
  field INTEGER NOT NULL,
  gen INTEGER NOT NULL,
  wall_ms INTEGER NOT NULL,
  device INTEGER NOT NULL REFERENCES device (n),
  epoch INTEGER NOT NULL,
  op INTEGER NOT NULL,
  value TEXT
) STRICT;
CREATE INDEX fellowship_op ON fellowship (op);
CREATE INDEX venue_op ON venue (op);
CREATE INDEX group_op ON "group" (op);
CREATE INDEX meeting_op ON meeting (op);
CREATE INDEX exception_op ON exception (op);
CREATE INDEX type_op ON type (op);
CREATE INDEX resource_op ON resource (op);
CREATE INDEX site_op ON site (op);
CREATE INDEX source_op ON source (op);
CREATE INDEX meeting_slug ON meeting (slug);
CREATE INDEX meeting_venue ON meeting (venue);
CREATE INDEX meeting_group ON meeting ("group");
CREATE INDEX exception_meeting ON exception (meeting);
CREATE INDEX exception_venue ON exception (venue);
CREATE INDEX history_id ON history (kind, id);
CREATE TRIGGER history_stays BEFORE UPDATE ON history
BEGIN
  SELECT RAISE (ABORT, 'history is only ever added to');
END;
CREATE TRIGGER history_is_kept BEFORE DELETE ON history
BEGIN
  SELECT RAISE (ABORT, 'history is only ever added to');
END;
CREATE INDEX announcement_op ON announcement (op);
CREATE INDEX history_wall ON history (wall_ms);
CREATE INDEX program_op ON program (op);
CREATE INDEX peer_op ON peer (op);
CREATE INDEX story_op ON story (op);
CREATE INDEX article_op ON article (op);
CREATE INDEX meeting_sign_in ON meeting (sign_in) WHERE sign_in IS NOT NULL;
PRAGMA writable_schema=OFF;
COMMIT;
