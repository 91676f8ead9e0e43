/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-generator-words-private.h"

#define WORD_LIST(name, ...)                                                                                           \
  static const char *const name##_words[] = { __VA_ARGS__ };                                                           \
  const HrWordList name = { name##_words, G_N_ELEMENTS (name##_words) };

WORD_LIST (hr_generator_first, "Sunrise", "Morning", "Early", "Lunch Hour", "Noon", "Twilight", "Candlelight",
           "Midnight", "Harbor", "River", "Hilltop", "Lakeside", "Uptown", "Downtown", "East Side", "West End",
           "North Shore", "Southside", "Open Door", "Open Heart", "New Start", "First Things First", "One Day",
           "Easy Does It", "Keep Coming Back", "Steady Steps", "Second Wind", "Safe Harbor", "Living", "Courage",
           "Gratitude", "Hope", "Serenity", "Freedom", "Clear Water", "Lighthouse", "Bridge", "Crossroads", "Pathways",
           "Common Ground", "Early Birds", "Night Owls", "Rush Hour", "Coffee Pot", "Back to Basics", "Good Neighbors",
           "Saint-Rémy", "Café", "Peña", "Zoë’s", "Brothers", "Sisters", "Rainbow", "Young and Steady", "Silver",
           "Primary Purpose", "Happy Hour", "Front Porch", "Kitchen Table", "Garden", "Maple", "Cedar", "Willow",
           "Red Brick")

WORD_LIST (hr_generator_second, "Group", "Meeting", "Step Study", "Big Book Study", "Discussion", "Speaker Night",
           "Circle", "Beginners", "Literature Study", "Meditation", "Fellowship", "Recovery", "Sharing",
           "Topic Meeting", "Women’s Group", "Men’s Group", "Newcomers", "Check-In", "Round Table", "Workshop",
           "Reflections", "Basics", "Family Night", "Traditions Study")

WORD_LIST (hr_generator_spanish, "Grupo Nueva Vida", "Grupo Esperanza", "Un Día a la Vez", "Grupo Amanecer",
           "Grupo Serenidad", "Grupo Libertad", "Grupo Corazón Abierto", "Grupo Fe y Acción", "Grupo La Unión",
           "Grupo Mañana Clara", "Grupo Niños y Familias", "Grupo Renacer")

WORD_LIST (hr_generator_saints, "Saint Agnes", "Saint Brendan", "Saint Columba", "Santa Lucía", "Trinity", "Grace",
           "Bethel", "Zion", "Emmanuel", "Good Shepherd", "First Congregational", "Holy Cross", "Calvary", "Our Savior",
           "San José", "Saint Mark", "Temple Beth El", "Unity", "Christ the King", "Friends")

WORD_LIST (hr_generator_places, "%s Church", "%s Parish Hall", "%s Community Center", "%s Library", "%s Clubhouse",
           "%s Health Center", "%s Senior Center", "%s Recovery Center", "%s Meeting House", "%s Recreation Center",
           "%s Hospital", "%s College")

WORD_LIST (hr_generator_streets, "Main Street", "Oak Avenue", "Maple Street", "Harbor Road", "Church Street",
           "Park Avenue", "Mill Road", "Elm Street", "River Drive", "Hill Street", "Lake Road", "Washington Street",
           "Center Street", "Station Road", "Orchard Lane", "Bridge Street", "School Street", "Cedar Lane",
           "Union Avenue", "Court Street", "Peñón Way", "Franklin Street", "Prospect Avenue", "Spring Street")

WORD_LIST (hr_generator_cities, "Port Alder", "Alder Falls", "West Alder", "Millbrook", "Stony Point", "Cedar Grove",
           "New Hanley", "Fairmont Heights", "Ashford", "Briar Hill", "Lakemont", "San Telmo")

WORD_LIST (hr_generator_notes, "Enter from the parking lot.", "Ring the bell at the side door.",
           "Coffee from half an hour before.", "Second floor, room 204. There is a lift.", "Downstairs in the hall.",
           "Please wear a mask when you have a cold.", "Street parking only.\nThe number 12 bus stops at the door.",
           "Literature for newcomers is free.", "The first week of the month is a speaker meeting.",
           "Bring a cushion if you like.", "The door is locked ten minutes after the start.", "Everyone is welcome.")

WORD_LIST (hr_generator_reasons, "en=Holiday\nes=Día festivo",
           "en=The room is needed for voting\nes=La sala se usa para votar", "en=Snow day\nes=Día de nieve",
           "en=The building is closed for repairs\nes=El edificio está en reparación")
