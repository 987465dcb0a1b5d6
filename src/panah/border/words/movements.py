"""Purposes, means, capacities, directions and outcomes in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

PURPOSES: Words = {
    "purpose:not_asked": _("Not asked"),
    "purpose:transit": _("Transit"),
    "purpose:local_traffic": _("Local border traffic"),
    "purpose:family": _("Family"),
    "purpose:trade": _("Trade"),
    "purpose:work": _("Work"),
    "purpose:seasonal_work": _("Seasonal work"),
    "purpose:study": _("Study"),
    "purpose:return_home": _("Return home"),
    "purpose:tourism": _("Tourism"),
    "purpose:medical": _("Medical care"),
    "purpose:religious": _("Religious"),
    "purpose:official": _("Official"),
    "purpose:business": _("Business"),
    "purpose:culture_sport": _("Culture or sport"),
    "purpose:settlement": _("Settling"),
    "purpose:removal": _("Handed over"),
    "purpose:other": _("Other"),
}

MEANS: Words = {
    "means:not_asked": _("Not asked"),
    "means:foot": _("On foot"),
    "means:car": _("Car"),
    "means:bus": _("Bus"),
    "means:minibus": _("Minibus"),
    "means:truck": _("Truck"),
    "means:train": _("Train"),
    "means:bicycle": _("Bicycle"),
    "means:animal": _("Riding or by cart"),
    "means:ship": _("Ship"),
    "means:aircraft": _("Aircraft"),
    "means:other": _("Other"),
}

CAPACITIES: Words = {
    "capacity:traveller": _("Traveller"),
    "capacity:national": _("Citizen"),
    "capacity:resident": _("Resident"),
    "capacity:local_resident": _("Local resident"),
    "capacity:diplomat": _("Diplomat"),
    "capacity:crew": _("Crew"),
    "capacity:driver": _("Driver"),
    "capacity:military": _("Military"),
}

DIRECTIONS: Words = {
    "direction:entry": pgettext_lazy("direction", "Entry"),
    "direction:exit": pgettext_lazy("direction", "Exit"),
}

OUTCOMES: Words = {
    "outcome:": _("Without outcome"),
    "outcome:crossed": _("Admitted"),
    "outcome:set_aside": _("Second line"),
    "outcome:returned": _("Returned by the neighbour"),
    "outcome:voided": _("Void"),
    "outcome:refused": _("Entry refused"),
    "outcome:withdrew": _("Went back of own will"),
    "crossing:standing": pgettext_lazy("a crossing", "Stands"),
    "crossing:taken_back": _("Taken back"),
    "crossing:returned": _("Returned by the neighbour"),
}

CHILDREN: Words = {
    "relation:parent": _("Parent"),
    "relation:guardian": _("Guardian"),
    "relation:relative": _("Relative"),
    "relation:teacher": _("Teacher"),
    "relation:leader": _("Group leader"),
    "relation:escort": _("Escort of an authority"),
    "relation:other": _("Somebody else"),
    "authority:not_shown": _("Not shown"),
    "authority:same_document": _("Same document"),
    "authority:birth_certificate": _("Birth certificate"),
    "authority:both_parents": _("Both parents are here"),
    "authority:consent": _("Consent of the parents"),
    "authority:court": _("Court order"),
    "authority:body": _("Child protection body"),
    "authority:list": _("Checked list"),
}

REASONS: Words = {
    "taken_back:wrong_key": _("Wrong key"),
    "taken_back:wrong_person": _("Wrong person"),
    "taken_back:wrong_direction": _("Wrong direction"),
    "taken_back:turned_round": _("They turned round"),
    "taken_back:other": _("Other"),
    "voided:duplicate": _("Scanned twice"),
    "voided:misread": _("Misread, replaced by another"),
    "voided:test": _("A test"),
    "sort:local_resident": _("Local resident"),
    "sort:pupil": _("Pupil"),
    "sort:group_member": _("Member of a group"),
    "lane:booth": _("Booth"),
    "lane:handheld": _("Handheld"),
    "lane:kiosk": _("Kiosk"),
    "lane:gate": _("Gate"),
    "lane:local": _("Local residents"),
    "way:road": _("Road"),
    "way:rail": _("Railway"),
    "way:air": _("Air"),
    "way:river": _("River"),
    "regime:kazakhstan": _("Kazakhstan"),
    "regime:kyrgyzstan": _("Kyrgyzstan"),
    "regime:tajikistan": _("Tajikistan"),
    "regime:turkmenistan": _("Turkmenistan"),
    "regime:uzbekistan": _("Uzbekistan"),
    "regime:schengen": _("Schengen area"),
    "time:clock": _("by the clock"),
    "time:paper": _("from paper"),
    "time:estimate": _("estimated"),
}

FACTS: Words = {
    "fact:border:presentation:opened": _("Presented themselves"),
    "fact:border:presentation:advised": _("Later findings came"),
    "fact:border:crossing:recorded": _("Crossed"),
    "fact:border:presentation:set_aside": _("Handed to the second line"),
    "fact:border:crossing:taken_back": _("Crossing taken back"),
    "fact:border:crossing:corrected": _("Crossing corrected"),
    "fact:border:crossing:papers_completed": _("Papers came"),
    "fact:border:crossing:returned": _("Returned by the neighbour"),
    "fact:border:presentation:document_corrected": _("Document corrected: it was somebody else's"),
    "fact:border:presentation:voided": _("Made void"),
    "fact:border:presentation:refused": _("Entry refused"),
    "fact:border:presentation:withdrew": _("Went back of own will"),
}
