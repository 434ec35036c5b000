"""Families of words that claims and their neighbours are made of, English and Spanish: what a small model can't learn alone."""

from __future__ import annotations

import re

# Name of the family, and the beginnings of its words. '=' after a word: the whole word only.
FAMILIES: dict[str, str] = {
    "home": "home= house= couch sofa= bed= bedroom door doorstep porch living pajama casa= domicilio hotel mail= mailed mails post= delivered deliver "
    "deliver ship shipp overnight package parcel courier online virtual remote telehealth telemedicine zoom video app= self-administ lozenge troche "
    "sublingual tablets kit= correo envia enviamos envio linea supply refill",
    "clinic": "clinic office site= room nurse= nurses staff monitor watch supervis person= examin enfermera presente",
    "child": "child children kid= kids teen teens teenag adolescent minor= minors pediatric youth young= younger son= daughter toddler student school "
    "nino ninos nina adolescentes menores hijo hija 13= boy girl autism adhd college parent= parents",
    "adult": "adult adults 18= adultos older",
    "baby": "pregnan breast nurs= nursing lactat fetus unborn trimester baby babies expecting postpartum prenatal conceive moms mom= mothers mother= "
    "embaraz amamant lactancia bebe mama= milk midwife obstetric",
    "drive": "drive= drives driving driver wheel car= cars machinery work= office= desk escort ride= motorcycle commute lunch manejar manejando conducir trabajo "
    "alcohol wine drink errands traffic",
    "insure": "insur plan= plans medicare medicaid tricare covered coverage cover= covers copay deductible reimburs payer carrier insurer superbill claim= claims "
    "hsa fsa seguro aseguranza cubre cubrir authoriz denial",
    "price": "price cost= costs fee= fees pay= pays paid discount save= saves off= deal free= cheap afford special sale bundle package= member gift voucher "
    "coupon refund credit financing dollars precio costo descuento gratis oferta",
    "pills": "pill pills antidepress ssri ssris medication medications meds med= zoloft prozac lexapro xanax lithium benzo opioid prescription psychiatr "
    "pastillas antidepresiv medicamento medicinas therapist therapy=",
    "quit": "stop= stops quit ditch wean taper throw toss replace trade skip off= cancel goodbye leave= drop= flush free= rid= without= deje dejar tirar olvidese "
    "longer= anymore",
    "brain": "brain neur synap glutamat nmda bdnf receptor wiring rewir reset reboot rewrite pathway circuit chemical connection cerebro cerebral mind= nerve "
    "default root= cause= reprogram retrain regrow rebuild",
    "cure": "cure= cures cured curing heal= heals healing healed fix= fixes fixed end= ends eliminat erase dissolv conquer beat= beats defeat vanish disappear gone= "
    "remission= recover relief reliev permanent lasting forever cura= curan sana alivio miracle milagro breakthrough revolution transform goodbye goodbye adios "
    "lift= lifts knock banish restor reclaim",
    "sure": "guarantee guarant always never every= everyone everybody anyone all= completely totally perfectly absolutely 100 certain sure= proven proof works= "
    "reliable nothing zero instant immediately immediate garantiz siempre todos todo= nadie totalmente comprobado definitiva any= anybody simply period",
    "hedge": "may= might can't cannot could some= many= often sometimes usually thought believed unclear unknown uncertain known= depends differ whether if= limited "
    "small= few= not= n't don't doesn't isn't aren't won't puede algunas posible suele unsure possible perhaps most= hardly insufficient understood",
    "negative": "no= not= never nobody none neither nor without don't doesn't isn't aren't can't cannot won't ningun nunca sin= no-one nothing",
    "warn": "careful wary beware warn caution myth false untrue wrong mistaken misleading question= ask= avoid flag slogan promise promises claim= claims trust "
    "distrust desconfi says= tells= anyone= dishonest honest",
    "safe": "safe= safely safest safety harmless risk-free risks= risk= danger side= effects= gentle natural painless tolerated worry comfortable segura seguro= "
    "riesgo inofensiva complication downside discomfort problem harm",
    "addict": "addict habit hooked dependen crav withdrawal abuse misuse tolerance narcotic adicti adiccion dependencia sober recovery=",
    "best": "best= better top= leading number-one superior stronger faster safest fastest most= unmatched unrivaled premium world outperform beats mejor unico only= "
    "finest expert experts renowned award gold= nowhere ever=",
    "approve": "approv fda= cleared licensed= certified accredit endors recommend recogni official government federal standard mainstream sanction aprobad "
    "who= oms= guideline first-line accepted established dea= experimental off-label",
    "label": "anesthe anaesthe label= off-label esketamine spravato etiqueta rems=",
    "story": "me= my= i= i'm i've story stories review= reviews rated stars testimon says= said told tell= tells happy grateful smile smiled client clients patient= "
    "patients love= loves life= believe feel= felt esposo mujer saved wife husband",
    "qualify": "qualif candidate eligible eligib quiz accepted approved pre-approved fit= right= applicant califica candidato score result= diagnos match turn "
    "algorithm instant minutes",
    "number": "0= percent % rate= rates thousands hundreds most= half majority nine= eight= seven= three= ciento out= success exito",
    "press": "now= today= before= late= last= hope hopeless wait= waiting hurry limited spots left= only= chance deserve miss= act= book= call= tomorrow ahora hoy= "
    "ultima esperanza tarde deadline clock friday weekend midnight sunday desperate suffer miserable alone",
    "help_line": "911= 988= emergency emergenc crisis lifeline emergencia poison",
    "suicide": "suicid die= dying kill killing ending ideation harm= suicida",
    "we_do_not": "we_don't",
    "logistics": "bring appointment visit visits parking room= call= form= forms page= website email e-mail phone message hours open= closed estimate written paper "
    "consent record records interpreter wheelchair language spanish english privacy data listed sources article read= clinician",
    "study": "study studies trial trials review= research evidence authors placebo certainty findings measured estudios researchers participants mice animals",
    "slur": "addicts junkies committed commit crazy mentally insane psycho psychotics schizophrenics alcoholics drunk lunatic broken victims sufferers afflicted damaged weak= users "
    "bipolars depressive depressives abusers failed successful",
    "title": "physician doctor doctors dr= nurse np= pa= crna md= specialists specialist staff team",
    "symptom": "depress anxi ptsd trauma ocd= pain= migraine fibromyalgia sadness sad= panic fear mood nightmares burnout depresion ansiedad dolor tristeza",
    "ketamine": "ketamin infusion infusions drip= medicine= treatment treatments session sessions protocol ketamina infusiones tratamiento it=",
}


def _compile(words: str) -> re.Pattern[str]:
    parts = []
    for word in dict.fromkeys(words.split()):
        whole = word.endswith("=")
        parts.append(re.escape(word.rstrip("=")) + (r"(?![\w'])" if whole else ""))
    return re.compile(rf"(?<![\w'])(?:{'|'.join(parts)})")


_PATTERNS = {name: _compile(words) for name, words in FAMILIES.items()}


def families_in(words: str) -> list[str]:
    """Return the families that the words (in small plain letters, numbers as 0) belong to."""
    return [name for name, pattern in _PATTERNS.items() if pattern.search(words)]
