//! The words that titles, plots and names are made of.

pub(super) const ADJECTIVES: &[&str] = &[
    "Silent",
    "Amber",
    "Hollow",
    "Distant",
    "Winter",
    "Crimson",
    "Forgotten",
    "Golden",
    "Restless",
    "Quiet",
    "Burning",
    "Second",
    "Paper",
    "Iron",
    "Velvet",
    "Broken",
    "Hidden",
    "Pale",
    "Wandering",
    "Copper",
    "Salt",
    "Last",
    "Gentle",
    "Electric",
    "Drowned",
];

pub(super) const NOUNS: &[&str] = &[
    "Harbour",
    "Orchard",
    "Meridian",
    "Garden",
    "Signal",
    "Tide",
    "Compass",
    "Letter",
    "Summer",
    "Bridge",
    "Theatre",
    "River",
    "Winter",
    "Clockmaker",
    "Station",
    "Island",
    "Promise",
    "Map",
    "Archive",
    "Sparrow",
    "Mountain",
    "Telescope",
    "Carnival",
    "Shore",
    "Engine",
    "Kingdom",
    "Echo",
    "Weather",
    "Lantern",
    "Cartographer",
];

pub(super) const PLACES: &[&str] = &[
    "Vesterhavn",
    "Marrow Bay",
    "Lisbon",
    "Tarn Hollow",
    "Old Kestrel",
    "Cape Ansel",
    "Prague",
    "Saint Orla",
    "the North Sea",
    "Halden",
    "Copper Ridge",
    "Montreal",
    "the Salt Road",
    "Elswick",
    "Nagasaki",
    "Ravensmoor",
];

pub(super) const FIRST_NAMES: &[&str] = &[
    "Mara", "Theo", "Iris", "Jonas", "Odette", "Matthew", "Soraya", "Anders", "Lucía", "Tomasz", "Keiko", "Bram",
    "Noor", "Elias", "Freya", "Ruth", "Dario", "Ingrid", "Samuel", "Zoë",
];

pub(super) const LAST_NAMES: &[&str] = &[
    "Lindqvist",
    "Okafor",
    "Lightfoot",
    "Varga",
    "Delacroix",
    "Nakamura",
    "O'Shea",
    "Moreau",
    "Sandoval",
    "Kowalczyk",
    "Brandt",
    "Ashdown",
    "Ferreira",
    "Haddad",
    "Lightwood",
    "Petrov",
    "Grey",
    "Mbeki",
    "Sørensen",
    "Walther",
];

pub(super) const STUDIOS: &[&str] =
    &["Lanternjaw Pictures", "Saltmarsh Films", "Studio Aurora", "Two Herons", "Kite & Anchor", "Ninth Floor"];

pub(super) const NETWORKS: &[&str] = &["Channel Nord", "Meridian+", "Harbour TV", "Public One", "Kestrel"];

pub(super) const HEROES: &[&str] = &[
    "a retired cartographer",
    "two estranged sisters",
    "a night-shift radio host",
    "the last keeper of a lighthouse",
    "a runaway pianist",
    "an apprentice clockmaker",
    "a disgraced detective",
    "a family of travelling projectionists",
    "a young ferry pilot",
    "an interpreter between two warring towns",
];

pub(super) const WISHES: &[&str] = &[
    "finds a letter that was never meant to be read",
    "follows a signal nobody else can hear",
    "returns to the harbour they swore to forget",
    "must cross the country before the first snow",
    "uncovers what the flood left behind",
    "inherits a theatre with one locked room",
    "agrees to one last journey over the ice",
    "begins to receive postcards from next year",
];

pub(super) const TURNS: &[&str] = &[
    "What begins as a favour soon becomes a reckoning with everything left unsaid.",
    "But the tide keeps its own calendar, and it is running out.",
    "Nobody in town will say why the lights went out, and everybody remembers when.",
    "The closer the truth comes, the less it looks like rescue.",
    "Along the way, an unlikely friendship teaches them what maps leave out.",
    "In the end only one of them can go home.",
];

pub(super) const TAGLINES: &[&str] = &[
    "Some doors are drawn, not built.",
    "Keep a lamp for the lost.",
    "The sea remembers.",
    "Listen twice.",
    "Every map is a promise.",
    "Nobody leaves by the front door.",
    "Morning is a rumour.",
    "",
];

pub(super) const EPISODES: &[&str] = &[
    "The Arrival",
    "Low Water",
    "What the Keeper Saw",
    "A Borrowed Coat",
    "Static",
    "The Long Night",
    "Ledger",
    "Two Cups",
    "Undertow",
    "The Visitor",
    "Glass",
    "Homecoming",
    "A Small Fire",
    "The Vote",
    "Crossing",
    "Daybreak",
];

pub(super) const PARTS: &[&str] = &[
    "The Keeper",
    "Captain Rhee",
    "Inspector Vale",
    "Anna",
    "The Stranger",
    "Dr. Halloran",
    "Young Tomas",
    "Mrs. Abel",
    "The Conductor",
    "Lena",
    "Old Pieter",
    "Narrator (voice)",
];

pub(super) const RATINGS: &[&str] = &["G", "PG", "PG-13", "R"];
