"""The sources that the sample texts cite, by the keys that stand in the texts: `[[dean-2021]]`.

Where a paper's own address (DOI, PubMed) or an agency's page is known, it is given; else the page on
which the statement was read. A DOI or PMID is never guessed.
"""

from __future__ import annotations

from typing import Any


def _ref(
    key: str,
    kind: str,
    authors: str,
    title: str,
    source: str = "",
    year: int | None = None,
    **where: str,
) -> dict[str, Any]:
    """One reference. `where`: doi, pmid, url, note."""
    return {
        "key": key, "kind": kind, "authors": authors, "title": title, "source": source,
        "year": year, **where,
    }  # fmt: skip


REFERENCES: list[dict[str, Any]] = [
    # What it is, and the law
    _ref(
        "ketamine-label", "label", "Pfizer (Hospira)",
        "Ketamine hydrochloride injection: prescribing information",
        "DailyMed, National Library of Medicine",
        url="https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid=390f2db8-0fcd-4648-b584-9effa084be27&audience=consumer",
    ),
    _ref(
        "ketamine-label-reactions", "label", "Pfizer (Hospira)",
        "Ketamine hydrochloride injection: adverse reactions (section 6)",
        "Pfizer Medical Information",
        url="https://www.pfizermedicalinformation.com/en-us/ketamine/adverse-reactions",
    ),
    _ref(
        "ketamine-label-abuse", "label", "Pfizer (Hospira)",
        "Ketamine hydrochloride injection: drug abuse and dependence (section 9)",
        "Pfizer Medical Information",
        url="https://www.pfizermedicalinformation.com/en-us/ketamine/drug-abuse",
    ),
    _ref(
        "crains-origin", "other", "Crain's Detroit Business", "Ketamine's Detroit origin story",
        "Crain's Detroit Business",
        url="https://www.crainsdetroit.com/health-care/ketamines-detroit-origin-story",
        note="A newspaper: secondary source for the history only.",
    ),
    _ref(
        "dea-1999", "law", "Drug Enforcement Administration",
        "Schedules of controlled substances: placement of ketamine into Schedule III",
        "Federal Register, 64 FR 37673", 1999,
        url="https://www.govinfo.gov/content/pkg/FR-1999-07-13/html/99-17803.htm",
    ),
    _ref(
        "surgeon-general-2016", "agency", "U.S. Department of Health and Human Services",
        "Facing Addiction in America: The Surgeon General's Report, Appendix D",
        "Office of the Surgeon General", 2016,
        url="https://www.ncbi.nlm.nih.gov/books/NBK424847/table/appd.t6/",
    ),
    _ref(
        "who-2015", "agency", "World Health Organization",
        "WHO recommends against international control of ketamine",
        "World Health Organization", 2015,
        url="http://www.who.int/medicines/access/controlled-substances/recommends_against_ick/en/",
    ),
    _ref(
        "fda-2023", "agency", "U.S. Food and Drug Administration",
        "FDA warns patients and health care providers about potential risks associated with "
        "compounded ketamine products, including oral formulations, for the treatment of "
        "psychiatric disorders",
        "Text of the warning of 10 October 2023", 2023,
        url="https://lexichronic.com/letter-10-october-fda-warns-patients-and-health-care-providers-about-potential-risks-associated-with-compounded-ketamine-products-including-oral-formulations-for-the-treatment-of-psychiatric-disord/",
        note="A copy of the agency's text. Link to fda.gov before going live.",
    ),
    _ref(
        "fda-2022", "agency", "U.S. Food and Drug Administration",
        "FDA alerts health care professionals of potential risks associated with compounded "
        "ketamine nasal spray",
        "FDA", 2022,
        url="https://www.fda.gov/drugs/human-drug-compounding/fda-alerts-health-care-professionals-potential-risks-associated-compounded-ketamine-nasal-spray",
    ),
    _ref(
        "drugscom-2023", "other", "Drugs.com",
        "FDA warns of dangers of compounded ketamine for psychiatric use", "Drugs.com News", 2023,
        url="https://www.drugs.com/news/fda-warns-dangers-compounded-ketamine-psychiatric-115482.html",
    ),
    _ref(
        "crane-2023", "study", "Crane MA, DiStefano MJ, Moore TJ",
        "False or misleading claims in online direct-to-consumer ketamine advertising in Maryland",
        "JAMA Network Open", 2023, url="https://pmc.ncbi.nlm.nih.gov/articles/PMC10630893/",
    ),
    _ref(
        "undark-2025", "other", "Undark Magazine",
        "Dysregulated: the patchwork policies of ketamine therapy", "Undark", 2025,
        url="https://undark.org/2025/06/04/ketamine-therapy-regulation/",
    ),
    _ref(
        "dea-telehealth-2026", "other", "Healthcare Law Insights",
        "DEA extends telemedicine flexibilities for ketamine prescribing: what clinics need to "
        "know in 2026",
        "Healthcare Law Insights", 2026,
        url="https://www.healthcarelawinsights.com/2026/01/dea-extends-telemedicine-flexibilities-for-ketamine-prescribing-what-clinics-need-to-know-in-2026",
    ),
    # Esketamine
    _ref(
        "spravato-label", "label", "Janssen Pharmaceuticals",
        "Spravato (esketamine) nasal spray: prescribing information and boxed warning",
        "Copy of the prescribing information, U.S. Medicine",
        url="https://www.usmedicine.com/2021online-dir/inc/html/30.html",
    ),
    _ref(
        "psychiatric-times-2020", "other", "Psychiatric Times",
        "New drug indication for patients with depression could be life-changing",
        "Psychiatric Times", 2020,
        url="https://www.psychiatrictimes.com/view/new-drug-indication-patients-with-depression-could-be-life-changing",
    ),
    _ref(
        "epocrates-2025", "other", "Epocrates",
        "Esketamine nasal spray approved as monotherapy for treatment-resistant depression",
        "Epocrates", 2025,
        url="https://epocrates.com/online/article/esketamine-nasal-spray-approved-as-monotherapy-for-treatment-resistant",
    ),
    # How infusions are given
    _ref(
        "mcintyre-2021", "guideline", "McIntyre RS, Rosenblat JD, Nemeroff CB, et al.",
        "Synthesizing the evidence for ketamine and esketamine in treatment-resistant "
        "depression: an international expert opinion on the available evidence and implementation",
        "American Journal of Psychiatry", 2021, doi="10.1176/appi.ajp.2020.20081251",
    ),
    _ref(
        "singh-2016", "trial", "Singh JB, Fedgchin M, Daly EJ, et al.",
        "A double-blind, randomized, placebo-controlled, dose-frequency study of intravenous "
        "ketamine in patients with treatment-resistant depression",
        "American Journal of Psychiatry", 2016, doi="10.1176/appi.ajp.2016.16010037",
    ),
    _ref(
        "phillips-2019", "trial", "Phillips JL, Norris S, Talbot J, et al.",
        "Single, repeated, and maintenance ketamine infusions for treatment-resistant "
        "depression: a randomized controlled trial",
        "American Journal of Psychiatry", 2019,
        doi="10.1176/appi.ajp.2018.18070834", pmid="30922101",
    ),
    _ref(
        "mcinnes-2022", "study", "McInnes LA, Qian JJ, Gargeya RS, DeBattista C, Heifets BD",
        "A retrospective analysis of ketamine intravenous therapy for depression in real-world "
        "care settings",
        "Journal of Affective Disorders", 2022,
        url="https://stanfordhealthcare.org/publications/837/837264.html",
    ),
    _ref(
        "parikh-2021", "guideline", "Parikh SV, Lopez D, Vande Voort JL, et al.",
        "Developing an IV ketamine clinic for treatment-resistant depression: a primer",
        "Psychopharmacology Bulletin", 2021,
        url="https://pmc.ncbi.nlm.nih.gov/articles/PMC8374924",
    ),
    # Depression
    _ref(
        "dean-2021", "review", "Dean RL, Hurducas C, Hawton K, et al.",
        "Ketamine and other glutamate receptor modulators for depression in adults with unipolar "
        "major depressive disorder",
        "Cochrane Database of Systematic Reviews", 2021,
        url="https://pmc.ncbi.nlm.nih.gov/articles/PMC8434915/table/CD011612-tbl-0001",
    ),
    _ref(
        "murrough-2013", "trial", "Murrough JW, Iosifescu DV, Chang LC, et al.",
        "Antidepressant efficacy of ketamine in treatment-resistant major depression: a two-site "
        "randomized controlled trial",
        "American Journal of Psychiatry", 2013, pmid="23982301",
        note="Its percentages are still to be checked against the paper: texts give none.",
    ),
    _ref(
        "anand-2023", "trial", "Anand A, Mathew SJ, Sanacora G, et al.",
        "Ketamine versus ECT for nonpsychotic treatment-resistant major depression",
        "New England Journal of Medicine", 2023, doi="10.1056/NEJMoa2302399", pmid="37224232",
    ),
    _ref(
        "ekstrand-2022", "trial", "Ekstrand J, Fattah C, Persson M, et al.",
        "Racemic ketamine as an alternative to electroconvulsive therapy for unipolar "
        "depression: a randomized, open-label, non-inferiority trial (KetECT)",
        "International Journal of Neuropsychopharmacology", 2022,
        url="https://pmc.ncbi.nlm.nih.gov/articles/PMC9154276",
    ),
    _ref(
        "jelovac-2025", "trial", "Jelovac A, McCaffrey C, Terao M, et al.",
        "Serial ketamine infusions as adjunctive therapy to inpatient care for depression: the "
        "KARMA-Dep 2 randomized clinical trial",
        "JAMA Psychiatry", 2025,
        url="https://plus.mcmaster.ca/helsebiblioteket/Home/Article/117971",
    ),
    _ref(
        "lii-2023", "trial", "Lii TR, Smith AE, Flohr JR, et al.",
        "Randomized trial of ketamine masked by surgical anesthesia in patients with depression",
        "Nature Mental Health", 2023,
        url="https://pmc.ncbi.nlm.nih.gov/articles/PMC10769130/table/T4",
    ),
    _ref(
        "wilkinson-2018", "review", "Wilkinson ST, Ballard ED, Bloch MH, et al.",
        "The effect of a single dose of intravenous ketamine on suicidal ideation: a systematic "
        "review and individual participant data meta-analysis",
        "American Journal of Psychiatry", 2018, doi="10.1176/appi.ajp.2017.17040472",
    ),
    _ref(
        "abbar-2022", "trial", "Abbar M, Demattei C, El-Hage W, et al.",
        "Ketamine for the acute treatment of severe suicidal ideation: double blind, randomised "
        "placebo controlled trial",
        "BMJ", 2022, doi="10.1136/bmj-2021-067194",
    ),
    _ref(
        "nikayin-2022", "study", "Nikayin S, Rhee TG, Cunningham ME, et al.",
        "Evaluation of the trajectory of depression severity with ketamine and esketamine "
        "treatment in a clinical setting",
        "JAMA Psychiatry", 2022, url="https://pmc.ncbi.nlm.nih.gov/articles/PMC9096687",
    ),
    _ref(
        "singh-2023", "study", "Singh B, Kung S, Pazdernik V, et al.",
        "Comparative effectiveness of intravenous ketamine and intranasal esketamine in clinical "
        "practice among patients with treatment-refractory depression: an observational study",
        "Journal of Clinical Psychiatry", 2023,
        url="https://mayoclinic.pure.elsevier.com/en/publications/comparative-effectiveness-of-intravenous-ketamine-and-intranasal--2",
    ),
    _ref(
        "meisner-2025", "other", "Epocrates",
        "IV vs. intranasal ketamine in treatment-resistant depression: which is more effective? "
        "(summary of Meisner et al.)",
        "Epocrates", 2025,
        url="https://epocrates.com/online/article/iv-vs-intranasal-ketamine-in-treatment-resistant-depression-which-is-more",
    ),
    _ref(
        "va-dod-2022", "guideline", "U.S. Medicine",
        "DoD and VA update guideline for management of major depressive disorder",
        "U.S. Medicine", 2022,
        url="https://www.usmedicine.com/clinical-topics/depression/dod-and-va-update-guideline-for-management-of-major-depressive-disorder/",
    ),
    _ref(
        "sanacora-2017", "guideline", "Sanacora G, Frye MA, McDonald W, et al.",
        "A consensus statement on the use of ketamine in the treatment of mood disorders",
        "JAMA Psychiatry (American Psychiatric Association)", 2017,
        url="https://www.scribd.com/document/516432450/A-Consensus-Statement-on-the-Use-of-Ketamine-in-the-Treatment-of-Mood-Disorders-2017",
    ),
    # Other conditions
    _ref(
        "feder-2021", "trial", "Feder A, Costi S, Rutter SB, et al.",
        "A randomized controlled trial of repeated ketamine administration for chronic "
        "posttraumatic stress disorder",
        "American Journal of Psychiatry 2021; read as reprinted in Focus", 2021,
        doi="10.1176/appi.focus.23021014",
    ),
    _ref(
        "abdallah-2022", "trial", "Abdallah CG, Roache JD, Gueorguieva R, et al.",
        "Dose-related effects of ketamine for antidepressant-resistant symptoms of posttraumatic "
        "stress disorder in veterans and active duty military",
        "Neuropsychopharmacology", 2022, doi="10.1038/s41386-022-01266-9",
    ),
    _ref(
        "ptsd-meta-2024", "review", "Borgogna NC, Owen T, Vaughn J, et al.",
        "So how special is special K? A systematic review and meta-analysis of ketamine for PTSD "
        "RCTs",
        "European Journal of Psychotraumatology", 2024, doi="10.1080/20008066.2023.2299124",
    ),
    _ref(
        "va-ptsd", "agency", "National Center for PTSD",
        "Clinician's guide to medications for PTSD", "U.S. Department of Veterans Affairs",
        url="https://ptsd.va.gov/PTSD/professional/treat/txessentials/clinician_guide_meds.asp",
    ),
    _ref(
        "taylor-2018", "trial", "Taylor JH, Landeros-Weisenberger A, Coughlin C, et al.",
        "Ketamine for social anxiety disorder: a randomized, placebo-controlled crossover trial",
        "Neuropsychopharmacology", 2018, url="https://pmc.ncbi.nlm.nih.gov/articles/PMC5729569",
    ),
    _ref(
        "rodriguez-2013", "trial", "Rodriguez CI, Kegeles LS, Levinson A, et al.",
        "Randomized controlled crossover trial of ketamine in obsessive-compulsive disorder: "
        "proof-of-concept",
        "Neuropsychopharmacology", 2013, url="https://pmc.ncbi.nlm.nih.gov/articles/PMC3799067",
    ),
    _ref(
        "pain-guideline-2018", "guideline", "Cohen SP, Bhatia A, Buvanendran A, et al.",
        "Consensus guidelines on the use of intravenous ketamine infusions for chronic pain "
        "(ASRA, AAPM and ASA)",
        "Regional Anesthesia and Pain Medicine", 2018,
        url="https://www.asra.com/news-publications/asra-updates/blog-landing/guidelines/2018/07/01/consensus-guidelines-on-the-use-of-intravenous-ketamine-infusions-for-chronic-pain-management",
    ),
    _ref(
        "medcentral-2018", "other", "MedCentral",
        "ASRA, AAPM, ASA release first IV ketamine infusion guidelines", "MedCentral", 2018,
        url="https://www.medcentral.com/pain/interventions/asra-aapm-asa-release-first-iv-ketamine-infusion-guidelines",
    ),
    # How it works, and safety
    _ref(
        "zanos-2018", "review", "Zanos P, Gould TD",
        "Mechanisms of ketamine action as an antidepressant", "Molecular Psychiatry", 2018,
        url="https://www.nature.com/articles/mp2017255",
    ),
    _ref(
        "short-2018", "review", "Short B, Fong J, Galvez V, Shelker W, Loo CK",
        "Side-effects associated with ketamine use in depression: a systematic review",
        "Lancet Psychiatry", 2018,
        url="https://blossomanalysis.com/papers/side-effects-associated-with-ketamine-use-in-depression-a-systematic-review/",
    ),
    _ref(
        "asa-2025", "guideline", "American Society of Anesthesiologists",
        "Guidance on the safe use of ketamine outside of acute pain management and procedural "
        "sedation",
        "American Society of Anesthesiologists", 2025,
        url="https://asahq.org/advocating-for-you/guidance/ketamine-safe-use",
    ),
    _ref(
        "askp", "guideline", "American Society of Ketamine Physicians, Psychotherapists and "
        "Practitioners",
        "Standards of practice for ketamine therapy", "ASKP3", 2020,
        url="https://www.askp.org/",
    ),
    # Help, privacy and prices
    _ref(
        "lifeline-988", "agency", "988 Suicide & Crisis Lifeline",
        "Call, text or chat with the 988 Lifeline",
        "Substance Abuse and Mental Health Services Administration",
        url="https://988lifeline.org/",
    ),
    _ref(
        "cfr-149-610", "law", "U.S. Department of Health and Human Services",
        "Good faith estimates for uninsured or self-pay individuals, 45 CFR 149.610",
        "Electronic Code of Federal Regulations",
        url="https://www.ecfr.gov/current/title-45/section-149.610",
    ),
    _ref(
        "cfr-164-520", "law", "U.S. Department of Health and Human Services",
        "Notice of privacy practices for protected health information, 45 CFR 164.520",
        "Electronic Code of Federal Regulations",
        url="https://www.ecfr.gov/current/title-45/section-164.520",
    ),
    _ref(
        "cfr-92", "law", "U.S. Department of Health and Human Services",
        "Nondiscrimination in health programs and activities, 45 CFR part 92",
        "Electronic Code of Federal Regulations",
        url="https://www.ecfr.gov/current/title-45/part-92",
    ),
    _ref(
        "ftc-2022", "agency", "Federal Trade Commission",
        "Health products compliance guidance", "FTC", 2022,
        url="https://www.ftc.gov/business-guidance/resources/health-products-compliance-guidance",
    ),
]
