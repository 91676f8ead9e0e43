#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes types.tsv from the three published vocabularies and spanish.tsv; see README. Run by hand, not by the build:

    make-types.py FOLDER-OF-THE-JSON-FILES > types.tsv
"""

import json
import pathlib
import sys

# The codes of the Meeting Guide are not those of ISO 639 throughout.
LANGUAGES = {
    'AF': 'af', 'AM': 'am', 'AR': 'ar', 'BG': 'bg', 'DA': 'da', 'DE': 'de', 'EL': 'el', 'EN': 'en', 'FA': 'fa',
    'FI': 'fi', 'FR': 'fr', 'HE': 'he', 'HI': 'hi', 'HR': 'hr', 'HU': 'hu', 'IS': 'is', 'ITA': 'it', 'JA': 'ja',
    'KA': 'ka', 'KOR': 'ko', 'LT': 'lt', 'ML': 'ml', 'MT': 'mt', 'NE': 'ne', 'NL': 'nl', 'NO': 'no', 'POL': 'pl',
    'POR': 'pt', 'PUN': 'pa', 'RUS': 'ru', 'S': 'es', 'SK': 'sk', 'SL': 'sl', 'SV': 'sv', 'TH': 'th', 'TL': 'tl',
    'TUR': 'tr', 'UK': 'uk',
}
BMLT_LANGUAGES = {'ES': 'es', 'FIN': 'fi', 'ENG': 'en', 'PER': 'fa'}

# By English name, because one code means different things in different fellowships.
FEATURES = {
    'step-free': ['Wheelchair', 'Wheelchair Access', 'Wheelchair Accessible', 'Handicapped Accessible'],
    'proof': ['Proof of Attendance', 'Attendance Voucher'],
    'open': ['Open', 'Families Friends and Observers Welcome', 'Open to Non-Addicts'],
    'closed': ['Closed'],
    'newcomer': ['Newcomer', 'Newcomers', 'Beginner', 'Beginners', "Beginners'", 'Beginner/Newcomer',
                 '20 Questions/Beginner Focus'],
    'women': ['Women'],
    'men': ['Men'],
    'lgbtq': ['LGBTQ', 'LGBTQ+', 'LGBTQI+', 'LGBTQIA+', 'Gay', 'Lesbian', 'Bisexual', 'Gay/Lesbian',
              'Gay/Lesbian/Transgender'],
    'trans-nonbinary': ['Transgender', 'Non-Binary', 'Genderqueer'],
    'young': ['Young People', 'Young Adults', 'Young Adult (Ages 18 to 26)', 'Teens', 'Teen (Ages 12 to 18)',
              'Teen Friendly', 'Alateen'],
    'seniors': ['Seniors'],
    'people-of-color': ['People of Color', 'Persons of Color', 'BIPOC'],
    'indigenous': ['Native American', 'Indigenous'],
    'family': ['Families and Friends Only', 'Parents of Alcoholics', 'Gam Anon', 'Combined GA/Gam Anon'],
    'secular': ['Secular', 'Atheist / Agnostic', 'Agnostic'],
    'dual-diagnosis': ['Dual Diagnosis'],
    'sign-language': ['American Sign Language', 'Sign Language', 'Sign Language ASL', 'Quebec Sign Language',
                      'Russian Sign Language', 'ASL'],
    'child-care': ['Babysitting Available', 'Child Care Available'],
    'child-friendly': ['Child-Friendly', 'Children Welcome', 'Children under Supervision'],
    'professionals': ['Professionals'],
    'meditation': ['Meditation', '11th Step Meditation', 'Mindfulness Practice'],
    'speaker': ['Speaker', 'Speaker Only', 'Speaker/Discussion', 'Pitch/Speaker', 'Step Speaker'],
    'closed-temporarily': ['Location Temporarily Closed', 'Temporarily Closed Facility'],
    'online': ['Online', 'Virtual Meeting'],
    'hybrid': ['Hybrid Meeting'],
    'hearing': ['Deaf / Hard of Hearing', 'Captions', 'Closed Captions'],
    'outdoor': ['Outdoor', 'Outdoor Meeting'],
}
FEATURE_OF = {name: feature for feature, names in FEATURES.items() for name in names}

# What is safe to understand in a fellowship that has published no table: not POA, B, H, G, L, T, N, P, A.
GENERIC = ['O', 'C', 'W', 'M', 'X', 'XB', 'LGBTQ', 'NB', 'POC', 'NDG', 'Y', 'SEN', 'BE', 'BA', 'CF', 'ASL', 'D-HOH',
           'BV-I', 'D', 'SP', 'MED', 'FF', 'OUT', 'TC', 'ONL'] + sorted(LANGUAGES)

PROGRAM_IDS = {'rd': 'recovery-dharma', 'rr': 'refuge-recovery'}
# "pal" and "sg" have no types; the rows of "va" are partly texts of a user interface, in lower case.
SKIPPED_PROGRAMS = {'aa', 'pal', 'sg'}

# Names to show before the published ones, which stay as further names to find a type by.
BETTER = {
    ('aa', 'ASL'): {'es': 'Lengua de señas americana'},
    ('aa', 'CF'): {'es': 'Se admiten niños'},
    ('aa', 'TR'): {'es': 'Estudio de tradiciones'},
    ('aa', 'CAN'): {'es': 'A la luz de las velas'},
    ('aa', 'POC'): {'es': 'Personas de color'},
    ('aa', 'BA'): {'es': 'Cuidado de niños disponible'},
    ('aa', 'BV-I'): {'es': 'Personas ciegas o con baja visión'},
    ('aa', 'D-HOH'): {'es': 'Personas sordas o con problemas de audición'},
    ('aa', 'LO-I'): {'es': 'Solitarios / Aislados'},
    ('na', 'ES'): {'en': 'Spanish', 'es': 'Español'},
    ('na', 'SL'): {'en': 'American Sign Language', 'es': 'Lengua de señas americana'},
    ('na', 'ENG'): {'en': 'English', 'es': 'Inglés'},
    ('na', 'WC'): {'en': 'Wheelchair Access', 'es': 'Acceso en silla de ruedas'},
    ('na', 'B'): {'es': 'Principiantes'},
    ('na', 'C'): {'es': 'Cerrada'},
    ('na', 'CH'): {'es': 'Cerrada en días festivos'},
    ('na', 'NC'): {'es': 'Sin niños'},
    ('na', 'IW'): {'en': 'It Works: How and Why', 'es': 'Funciona: cómo y por qué'},
    ('na', 'SG'): {'es': 'Guía para trabajar los Pasos'},
    ('na', 'Pi'): {'es': 'Quien habla elige a la siguiente persona'},
    ('na', 'Rr'): {'es': 'Por turnos'},
    ('na', 'RF'): {'es': 'Formato rotativo'},
    ('na', 'So'): {'es': 'Solo orador'},
    ('na', 'St'): {'es': 'Pasos'},
    ('na', 'Tr'): {'es': 'Tradiciones'},
    ('na', 'YP'): {'es': 'Gente joven'},
    ('na', 'GL'): {'es': 'Gay / Lesbiana / Transgénero'},
    ('na', 'BL'): {'en': 'Bilingual'},
    ('na', 'VM'): {'es': 'Reunión virtual'},
    ('na', 'TC'): {'es': 'Lugar cerrado temporalmente'},
    ('na', 'HY'): {'es': 'Reunión híbrida'},
    ('na', 'TW'): {'es': 'Taller de tradiciones'},
    ('na', 'CL'): {'es': 'A la luz de las velas'},
}
# As sheets and the WordPress plugin write them.
ALIASES = {
    'ASL': ['Sign Language'], 'BE': ['Beginner', 'Beginners', 'Newcomers'], 'OUT': ['Outdoor Meeting'],
    'ST': ['Step Meeting', 'Step', 'Steps'], 'TR': ['Tradition', 'Traditions'], 'X': ['Wheelchair Accessible'],
    'BA': ['Child Care Available'], 'ONL': ['Online Meeting'], 'LGBTQ': ['LGBTQ+', 'LGBTQIA+', 'LGBTQIAA+'],
    'SP': ['Speaker Meeting'], 'D': ['Discussion Meeting'], 'Y': ['Young Persons'], 'POC': ['BIPOC'],
    'H': ['Birthdays'], 'FF': ['Fragrance-Free'], 'M': ["Men's"], 'W': ["Women's"],
}
# Several formats share these ids; the id stands for the one named here, and for no language.
SHARED_WORLD_IDS = {'LANG': None, 'TRAD': 'Tr', 'QA': 'QA', 'WCHR': 'WC'}


class Table:
    def __init__(self, spanish):
        self.spanish = spanish
        self.rows = {}

    def add(self, fellowship, code, names, language='', world_id='', aliases=()):
        """names: [(language, text)], the first of a language is the one to show"""
        if (fellowship, code.upper()) in self.rows:
            return
        english = next(text for tag, text in names if tag == 'en')
        better = BETTER.get(('aa' if fellowship == '*' else fellowship, code), {})
        names = [*better.items(), *names]
        if not any(tag == 'es' for tag, _ in names):
            names.append(('es', self.spanish[english]))
        names += [('en', alias) for alias in aliases]
        order = {'en': 0, 'es': 1}
        seen = set()
        kept = []
        for tag, text in sorted(names, key=lambda name: (order.get(name[0], 2), name[0])):
            text = ' '.join(text.split())
            if text and (tag, text.casefold()) not in seen:
                seen.add((tag, text.casefold()))
                kept.append(f'{tag}={text}')
        self.rows[(fellowship, code.upper())] = [fellowship, code, FEATURE_OF.get(english, ''), language, world_id] + kept

    def print(self):
        for fellowship in sorted({key[0] for key in self.rows}, key=lambda name: (name != '*', name)):
            print(f'# {fellowship}')
            for row in [row for key, row in self.rows.items() if key[0] == fellowship]:
                print('\t'.join(row))


def read(folder, name):
    return json.loads((folder / name).read_text(encoding='utf-8'))


def read_spanish(path):
    lines = path.read_text(encoding='utf-8').splitlines()
    return dict(line.split('\t') for line in lines if line and not line.startswith('#'))


def add_meeting_guide(table, spec):
    online = {'en': 'Online', 'es': 'En línea', 'fr': 'En ligne', 'nl': 'Online', 'pt': 'Online', 'sv': 'Online'}
    spec = {**spec, 'ONL': online}
    for fellowship, codes in (('*', GENERIC), ('aa', list(spec))):
        for code in codes:
            table.add(fellowship, code, list(spec[code].items()), LANGUAGES.get(code, ''),
                      aliases=ALIASES.get(code, ()))


def add_bmlt(table, formats):
    by_id = {}
    for row in formats:
        # One format of the newest release has no number yet.
        by_id.setdefault(row['key'] if row['shared_id'] == '$nextId' else row['shared_id'], []).append(row)
    for rows in by_id.values():
        english = next((row for row in rows if row['lang'] == 'en'), None)
        if english is None:
            continue
        key, world_id = english['key'], english['world'] or ''
        if world_id in SHARED_WORLD_IDS and SHARED_WORLD_IDS[world_id] != key:
            world_id = ''
        names = [({'dk': 'da'}.get(row['lang'], row['lang']), row['name']) for row in rows
                 # What nobody translated says nothing: English is shown anyway.
                 if row['lang'] == 'en' or row['name'] != english['name']]
        table.add('na', key, names, BMLT_LANGUAGES.get(key, ''), world_id)


def add_programs(table, programs, spec):
    in_spec = {names['en'].casefold(): names for names in spec.values()}
    for program, entry in programs.items():
        if program in SKIPPED_PROGRAMS:
            continue
        for code, english in entry['types'].items():
            if program == 'va' and code.islower():
                continue
            names = dict(in_spec.get(english.casefold(), {}), en=english)
            better = next((better for (_, other), better in BETTER.items()
                           if other in spec and spec[other]['en'] == english), {})
            table.add(PROGRAM_IDS.get(program, program), code, [*better.items(), *names.items()])


def main():
    folder = pathlib.Path(sys.argv[1])
    spec = {**read(folder, 'spec-types.json'), **read(folder, 'spec-types-proposed-new.json')}
    table = Table(read_spanish(pathlib.Path(__file__).with_name('spanish.tsv')))
    add_meeting_guide(table, spec)
    # Before the programs: where both know a code of NA, the feeds of NA speak BMLT.
    add_bmlt(table, read(folder, 'bmlt-default-formats-11-languages.json'))
    add_programs(table, read(folder, 'tsml-programs-types.json'), spec)
    print('# SPDX-License-Identifier: GPL-3.0-or-later')
    print('# Made by make-types.py; see README. Columns: fellowship, code, feature, language, world_id, names.')
    table.print()


if __name__ == '__main__':
    main()
