-- SPDX-License-Identifier: GPL-3.0-or-later
-- A database as schema 5 leaves it: that of schema 4, brought up to date; dumped by sqlite3. Never changed.
PRAGMA application_id=1213359202;
PRAGMA user_version=5;
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
INSERT INTO fellowship VALUES(1,'aa','Alcoholics Anonymous','AA',replace('en=People who want to stop drinking help each other through Twelve Steps.\nes=Personas que quieren dejar de beber se ayudan unas a otras con Doce Pasos.','\n',char(10)),'https://www.aa.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90102',2,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(2,'aca','Adult Children of Alcoholics & Dysfunctional Families','ACA',replace('en=For adults who grew up in a troubled home.\nes=Para personas adultas que crecieron en un hogar con problemas.','\n',char(10)),'https://adultchildren.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90103',3,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(3,'al-anon','Al-Anon / Alateen','Al-Anon',replace('en=For family and friends of someone who drinks. Alateen is for teens.\nes=Para familiares y amistades de alguien que bebe. Alateen es para adolescentes.','\n',char(10)),'https://al-anon.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90104',4,'spiritual','family',NULL);
INSERT INTO fellowship VALUES(4,'ca','Cocaine Anonymous','CA',replace('en=Twelve Steps for people who want to stop cocaine and other drugs.\nes=Doce Pasos para personas que quieren dejar la cocaína y otras drogas.','\n',char(10)),'https://ca.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90105',5,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(5,'celebrate-recovery','Celebrate Recovery','CR',replace('en=Christian recovery groups, often at churches.\nes=Grupos cristianos de recuperación, a menudo en iglesias.','\n',char(10)),'https://www.celebraterecovery.com',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90106',6,'religious',NULL,NULL);
INSERT INTO fellowship VALUES(6,'cma','Crystal Meth Anonymous','CMA',replace('en=Twelve Steps for people who want to stop using meth.\nes=Doce Pasos para personas que quieren dejar la metanfetamina.','\n',char(10)),'https://www.crystalmeth.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90107',7,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(7,'coda','Co-Dependents Anonymous','CoDA',replace('en=Twelve Steps for people who want healthy relationships.\nes=Doce Pasos para personas que quieren relaciones sanas.','\n',char(10)),'https://coda.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90108',8,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(8,'daa','Drug Addicts Anonymous','DAA',replace('en=Twelve Steps for people who want to stop using drugs.\nes=Doce Pasos para personas que quieren dejar las drogas.','\n',char(10)),'https://daausa.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90109',9,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(9,'da','Debtors Anonymous','DA',replace('en=Twelve Steps for people who want to stop taking on debt.\nes=Doce Pasos para personas que quieren dejar de endeudarse.','\n',char(10)),'https://debtorsanonymous.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d9010a',10,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(10,'dra','Dual Recovery Anonymous','DRA',replace('en=Twelve Steps for people with a substance use and a mental health condition.\nes=Doce Pasos para personas con un trastorno por uso de sustancias y otro de salud mental.','\n',char(10)),'https://draonline.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d9010b',11,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(11,'eda','Eating Disorders Anonymous','EDA',replace('en=People who want to recover from an eating disorder help each other through Twelve Steps.\nes=Personas que quieren recuperarse de un trastorno alimentario se ayudan con Doce Pasos.','\n',char(10)),'https://eatingdisordersanonymous.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d9010c',12,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(12,'ga','Gamblers Anonymous','GA',replace('en=Twelve Steps for people who want to stop gambling.\nes=Doce Pasos para personas que quieren dejar de apostar.','\n',char(10)),'https://gamblersanonymous.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d9010d',13,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(13,'ha','Heroin Anonymous','HA',replace('en=Twelve Steps for people who want to stop using heroin.\nes=Doce Pasos para personas que quieren dejar la heroína.','\n',char(10)),'https://heroinanonymous.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d9010e',14,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(14,'lifering','LifeRing Secular Recovery','LifeRing',replace('en=Peers support each other to stay sober. No religion, no steps.\nes=Las personas se apoyan entre sí para seguir sobrias. Sin religión y sin pasos.','\n',char(10)),'https://lifering.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d9010f',15,'non_religious',NULL,NULL);
INSERT INTO fellowship VALUES(15,'ma','Marijuana Anonymous','MA',replace('en=Twelve Steps for people who want to stop using cannabis.\nes=Doce Pasos para personas que quieren dejar el cannabis.','\n',char(10)),'https://marijuana-anonymous.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90110',16,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(16,'moderation-management','Moderation Management','MM',replace('en=For people who want to drink less.\nes=Para personas que quieren beber menos.','\n',char(10)),'https://moderation.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90111',17,'non_religious',NULL,NULL);
INSERT INTO fellowship VALUES(17,'na','Narcotics Anonymous','NA',replace('en=People who want to stop using any drug help each other through Twelve Steps.\nes=Personas que quieren dejar cualquier droga se ayudan unas a otras con Doce Pasos.','\n',char(10)),'https://www.na.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90112',18,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(18,'nar-anon','Nar-Anon','Nar-Anon',replace('en=For family and friends of someone who uses drugs.\nes=Para familiares y amistades de alguien que usa drogas.','\n',char(10)),'https://www.nar-anon.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90113',19,'spiritual','family',NULL);
INSERT INTO fellowship VALUES(19,'oa','Overeaters Anonymous','OA',replace('en=Twelve Steps for people who want to stop eating in ways that harm them.\nes=Doce Pasos para personas que quieren dejar de comer de maneras que les hacen daño.','\n',char(10)),'https://oa.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90114',20,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(20,'recovery-dharma','Recovery Dharma','RD',replace('en=Meditation and Buddhist ideas. Led by peers.\nes=Meditación e ideas budistas. Guiado por pares.','\n',char(10)),'https://recoverydharma.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90115',21,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(21,'refuge-recovery','Refuge Recovery','RR',replace('en=Meditation-based recovery with Buddhist ideas.\nes=Recuperación basada en la meditación, con ideas budistas.','\n',char(10)),'https://www.refugerecovery.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90116',22,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(22,'slaa','Sex and Love Addicts Anonymous','SLAA',replace('en=Twelve Steps for people who want to change patterns in sex and relationships.\nes=Doce Pasos para personas que quieren cambiar sus hábitos en el sexo y las relaciones.','\n',char(10)),'https://slaafws.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90117',23,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(23,'smart-recovery','SMART Recovery','SMART',replace('en=Skills and tools based on science. Not religious. Has family groups.\nes=Habilidades y herramientas basadas en la ciencia. No es religioso. Tiene grupos para familias.','\n',char(10)),'https://www.smartrecovery.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90118',24,'non_religious','both',NULL);
INSERT INTO fellowship VALUES(24,'sos','Secular Organizations for Sobriety','SOS',replace('en=Secular groups for staying sober.\nes=Grupos no religiosos para mantenerse en sobriedad.','\n',char(10)),'https://www.sossobriety.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d90119',25,'non_religious',NULL,NULL);
INSERT INTO fellowship VALUES(25,'wellbriety','Wellbriety (White Bison)','Wellbriety',replace('en=Native-led circles that join culture and recovery.\nes=Círculos dirigidos por pueblos indígenas que unen cultura y recuperación.','\n',char(10)),'https://whitebison.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d9011a',26,'spiritual',NULL,NULL);
INSERT INTO fellowship VALUES(26,'wfs','Women for Sobriety','WFS',replace('en=Groups for women, with positive statements.\nes=Grupos para mujeres, con afirmaciones positivas.','\n',char(10)),'https://womenforsobriety.org',NULL,NULL,NULL,NULL,NULL,NULL,X'010180db959ea03401eae996d9011b',27,NULL,NULL,NULL);
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
INSERT INTO venue VALUES(1,'v-jldtsic5iub52f5lfvrk','Oak Hall',NULL,'1 Oak Street',NULL,NULL,NULL,NULL,NULL,40.500000000000000001,-74.250000000000000001,NULL,NULL,NULL,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo',NULL,NULL,X'010182db959ea03401c5beb78e0f1e',30);
INSERT INTO venue VALUES(2,'v-gone','Old hall',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,X'010186db959ea03401c5beb78e0f25120187db959ea03401c5beb78e0f26',38);
INSERT INTO venue VALUES(3,'v-nfzs7hwiuuf7gfpldlim','Oak Hall',NULL,'1 Oak Street',NULL,NULL,NULL,NULL,NULL,40.500000000000000001,-74.250000000000000001,NULL,NULL,NULL,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo',NULL,NULL,X'0101d38e99e1a13403fafc92870929',41);
INSERT INTO venue VALUES(4,'v-f45pcxzmphcryiwtp6i2','Elm Hall',NULL,'2 Elm Street, Town',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo',NULL,NULL,X'0101d38e99e1a13403fafc9287092d',45);
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
INSERT INTO "group" VALUES(1,'g-dswx472o5za5tzxkyqru','The Oaks','aa',NULL,NULL,NULL,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo',NULL,NULL,X'010182db959ea03401c5beb78e0f1f',31);
INSERT INTO "group" VALUES(2,'g-ino2emvjcqhimuxqs5re','The Oaks','aa',NULL,NULL,NULL,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo',NULL,NULL,X'0101d38e99e1a13403fafc9287092a',42);
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
INSERT INTO meeting VALUES(1,'m-45eodrlye2m4vby5tu5f','Monday Night','monday-night','aa','g-ino2emvjcqhimuxqs5re','v-nfzs7hwiuuf7gfpldlim','FREQ=WEEKLY;BYDAY=MO','2000-01-03T19:30',NULL,NULL,'O,QQ','in_person',NULL,'Use the side door',NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo','monday-night',NULL,X'010182db959ea03401c5beb78e0f200302d38e99e1a13403fafc9287092b0402d38e99e1a13403fafc9287092b0602d38e99e1a13403fafc9287092b0802d38e99e1a13403fafc9287092b0c0183db959ea03401c5beb78e0f221302b3cfb6e9a13404a090e9ec0332',50);
INSERT INTO meeting VALUES(2,'m-nxxo4pbi352x6vjobtpu','Online Noon','online-noon','aa',NULL,NULL,'FREQ=WEEKLY;BYDAY=SU,MO,TU,WE,TH,FR,SA','2000-01-02T12:15',NULL,NULL,'O','online',NULL,'From the feed','https://meet.example.org/1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo','online-noon',NULL,X'010182db959ea03401c5beb78e0f210502d38e99e1a13403fafc9287092c0602d38e99e1a13403fafc9287092c0802d38e99e1a13403fafc9287092c',44);
INSERT INTO meeting VALUES(3,'m-3ix7wke332riwbcicauo','Dawn','dawn','aa',NULL,'v-f45pcxzmphcryiwtp6i2','FREQ=WEEKLY;BYDAY=TU','2000-01-04T07:00',NULL,NULL,'C','in_person',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'s-hqxiajoro5i5uuwensgo','dawn',NULL,X'0101d38e99e1a13403fafc9287092e',46);
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
INSERT INTO exception VALUES(1,'x-1','m-45eodrlye2m4vby5tu5f',NULL,'2026-11-23',NULL,'cancelled',NULL,NULL,NULL,NULL,'en=The boiler is out',NULL,NULL,NULL,NULL,NULL,X'010184db959ea03401c5beb78e0f23',35);
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
INSERT INTO type VALUES(1,'aa:QQ','aa','QQ','en=Quiet',NULL,NULL,NULL,NULL,NULL,NULL,NULL,X'010181db959ea03401c5beb78e0f1c',28);
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
INSERT INTO resource VALUES(1,'r-1','en=Food bank','food',NULL,'555-0100',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,X'010185db959ea03401c5beb78e0f24',36,NULL,NULL,NULL,NULL);
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
INSERT INTO site VALUES(1,'site','Our center','America/New_York','en,es',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-25',NULL,NULL,NULL,X'010180db959ea03401eae996d9010115028fd1b592a13402bec2afd80a2719028fd1b592a13402bec2afd80a271a028fd1b592a13402bec2afd80a271b028fd1b592a13402bec2afd80a271c028fd1b592a13402bec2afd80a27',39,12,'letter',60,120,NULL,NULL);
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
INSERT INTO source VALUES(1,'s-hqxiajoro5i5uuwensgo','meetings.json','meeting-guide','aa',NULL,NULL,NULL,NULL,NULL,X'010182db959ea03401c5beb78e0f1d',29);
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
INSERT INTO meta VALUES('read:s-hqxiajoro5i5uuwensgo',1795768600420);
INSERT INTO meta VALUES('stamp',5672326687181896047);
INSERT INTO meta VALUES('text_stamp',192784466001);
CREATE TABLE device (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO device VALUES(1,'pmyp3skzroi65htnih4fjod6tm');
INSERT INTO device VALUES(2,'fi3y7httyzwfanmm3ntar53h6e');
INSERT INTO device VALUES(3,'kia2ntiq4ib6aozh4d7hirkjry');
INSERT INTO device VALUES(4,'dbh7asrdoojq5kbnvtwvvlbva4');
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
INSERT INTO announcement VALUES(1,'a-1',replace('en=Closed on Thursday\nes=Cerrado el jueves','\n',char(10)),NULL,'2026-11-26','2026-11-26',NULL,NULL,NULL,NULL,NULL,X'0101abd3b592a134029a97baa30628',40);
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
INSERT INTO program VALUES(1,'pg-ovdwg3kcdz4uskjvxebv','en=First weeks','group','en=Twelve evenings',NULL,NULL,NULL,NULL,'2026-11-03',12,NULL,NULL,NULL,10,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,X'010187cfb6e9a13404dde997fe0a31',49);
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
INSERT INTO peer VALUES(1,'p-4hixsq772cu47tozeqty','Ana','peer','en=I was there too',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-01','2027-12-31',NULL,NULL,NULL,NULL,NULL,NULL,X'0101efceb6e9a13404e6c7dbc50f30',48);
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
INSERT INTO story VALUES(1,'st-b7umjgpv3bgzavnohiyy','en=One year on','en=I came here in March.','Jo','2026-11-01','2027-12-31',NULL,NULL,NULL,NULL,NULL,NULL,X'01018496b6e9a13404fe95fa89032f',47);
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
INSERT INTO article VALUES(1,'ar-pnkxkcixzp46q77h66ib','learn-start','en','First meeting',NULL,'You can sit and listen.',NULL,NULL,NULL,NULL,NULL,NULL,NULL,X'0101d283b8e9a13404d39d94960433',51);
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
