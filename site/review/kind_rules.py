"""Claims by kind, beyond single words: who is treated, what is taken at home, who pays, what to stop, when to drive.

Each kind has patterns that stop and patterns that ask for a look. Denials, questions, quotations and warnings are
taken out by `claims`, as for every rule.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from .claim_rules import FEW, Rule, Severity, TakenBack, words

_HOME = r"(?:at home|home|from home|your (?:own )?(?:home|house|couch|sofa|bed|bedroom|door|doorstep|porch|living room|hotel|kitchen))"
_TAKE = r"(?:take|dose|use|self administer|administer|inject|continue|start|begin|enjoy|do)"
_MEDICINE = r"(?:ketamine|lozenges?|troches?|tablets?|nasal sprays?|doses?|medicines?|medications?|prescriptions?|injections?|kits?|package|supply|refills?)"
_WE = r"(?:we|our (?:\w+ )?(?:doctors?|clinicians?|providers?|nurses?|pharmacy|team|program))"
_CHILD = r"(?:child(?:ren)?|kids?|teens?|teenagers?|adolescents?|minors?|toddlers?|youth|youngsters?|your (?:son|daughter|little one))"
_SYMPTOM = r"(?:depression|anxiety|ptsd|trauma|ocd|pain|migraines?|fibromyalgia|panic(?: attacks?)?|sadness|suffering|nightmares|burnout|darkness|addiction|despair|agony|suicidal (?:thoughts|thinking|ideation))"
_DAILY = r"(?:pills?|meds?|medications?|medicines?|antidepressants?|ssris?|zoloft|prozac|lexapro|xanax|klonopin|benzos?|benzodiazepines?|opioids?|lithium|mood stabilizers?|pain(?:killers| pills)|sleeping pills|prescription drugs|therap(?:y|ist)|psychiatrists?)"
_BRAIN = r"(?:brain|mind|neural (?:pathways?|networks?|circuits?)|nervous system|neurons?|synapses|brain cells|wiring|neural connections|pathways|circuits)"
_BABY = r"(?:pregnan\w+|breast ?feed\w*|nursing|trimester|expecting (?:moms?|mothers?)|baby|fetus|breast milk|moms?|mothers?)"

KINDS: dict[str, tuple[Any, Any, Any]] = {
    "supply": (
        _("Supply"),
        _("Ketamine is given here on site. The FDA has warned about compounded ketamine taken at home."),
        _("given here, on site; somebody watches over you the whole time"),
    ),
    "testimonial": (
        _("Testimonials"),
        _("One person's story says nothing of how it will go for the next, and the FTC asks for what is usual."),
        _("what studies found, with the share of people who did not improve"),
    ),
    "insurance": (
        _("Insurance"),
        _("Only the plan decides what it pays, and most plans do not pay for ketamine infusions."),
        _("most plans do not pay; ask yours before you book; you get an estimate in writing"),
    ),
    "children": (
        _("Children and teens"),
        _("Ketamine for mood has hardly been studied in people under 18, and this clinic treats adults."),
        _("we treat adults only; for a younger person, a child psychiatrist"),
    ),
    "pregnancy": (
        _("Pregnancy and breastfeeding"),
        _("Ketamine is not recommended in pregnancy, and too little is known of breast milk."),
        _("we do not treat people who are pregnant or breastfeeding; tell us if you might be"),
    ),
    "stopping": (
        _("Stopping other medicines"),
        _("Stopping a medicine suddenly can make people ill. Only the person who prescribed it changes it."),
        _("keep taking your medicines unless your prescriber says otherwise"),
    ),
    "driving": (
        _("Driving"),
        _("Reactions stay slow for the rest of the day."),
        _("do not drive until the next day, after a night's sleep; somebody takes you home"),
    ),
    "off-label": (
        _("Approval"),
        _("The use for mood or pain is off-label, and readers must be told so."),
        _("approved as an anesthetic; this use is off-label"),
    ),
    "mechanism": (
        _("Mechanism told as fact"),
        _("How ketamine acts is not known; what is known comes mostly from animals."),
        _("is thought to act on glutamate, a messenger in the brain; how it helps is not fully known"),
    ),
    "qualify": (
        _("‘You qualify’"),
        _("Nobody can say so before an examination, and for some people it would be dangerous."),
        _("only an examination can tell whether it is an option; for some people the answer is no"),
    ),
    "certainty": (
        _("Certainty"),
        _("No treatment works for everyone or without risk, and nobody may promise that."),
        _("many people improve quickly; many do not, and the benefit often fades"),
    ),
    "safety": (
        _("Safety"),
        _("Ketamine has known risks, and long-term safety is under-studied."),
        _("name the usual side effects, how often they happen, and what you watch for"),
    ),
    "addiction": (
        _("Addiction"),
        _("Ketamine can be misused, and dependence happens. Saying otherwise is untrue."),
        _("can be misused and can cause dependence, mainly with frequent or unsupervised use"),
    ),
    "superiority": (
        _("Superiority"),
        _("Studies that compare them are few and small, or disagree; nobody ranks clinics."),
        _("studies comparing them are few and small, or disagree"),
    ),
    "price": (
        _("Price as a lure"),
        _("A discount or a deadline presses people who are unwell, and some states forbid it."),
        _("what one session costs, what that includes, and the date of the price"),
    ),
    "despair": (
        _("Despair"),
        _("It presses people who are already low. Pressure is no help, and no reason to come."),
        _("what happens next, in calm words"),
    ),
    "suicide": (
        _("Suicide"),
        _("No study shows that ketamine prevents suicide, and somebody in danger needs 988 or 911."),
        _("in danger now: call 911; thoughts of suicide: call or text 988"),
    ),
    "stigma": (
        _("Stigma"),
        _("It makes a person out to be an illness, and readers see themselves in it."),
        _("a person with an addiction; people who live with a mental illness"),
    ),
}

# Patterns that stop, by kind.
STOPS: tuple[tuple[str, str], ...] = (
    # --- supply
    ("supply", rf"{_TAKE} (?:it|{FEW}{_MEDICINE}) {FEW}{_HOME}"),
    ("supply", rf"{_MEDICINE} {FEW}(?:delivered|shipped|mailed|sent|arrives?|shows? up|overnighted|by (?:mail|post)|in the mail|straight) ?{FEW}(?:{_HOME}|door|mail|post|address)?"),
    ("supply", rf"{_WE} (?:\w+ )?(?:ship|mail|send|overnight|deliver|prescribe) {FEW}(?:ketamine|lozenges?|troches?|tablets?|nasal spray|your medic\w+|take home|you home with)"),
    ("supply", r"(?:at home|home|mail order|online|virtual|remote|take home) (?:ketamine|infusions?|dosing|dose|sessions?|treatments?|injections?|lozenges)(?! (?:companies|sellers|company|use))"),
    ("supply", r"ketamine (?:at home|by mail|by post|online|to your (?:home|door)|delivered)"),
    ("supply", r"(?:prescribed|prescription|script|prescribe) {FEW}(?:online|remotely|by phone|over video|after one (?:short )?(?:video )?(?:call|visit))".replace("{FEW}", FEW)),
    ("supply", r"(?:without|no) (?:a |any )?(?:prescription|clinic visit|office visit|in person (?:exam|visit)) (?:is |are )?(?:ever )?(?:needed|required|necessary)"),
    ("supply", r"(?:your|the) (?:infusion|drip|nurse|iv) (?:comes )?to (?:your|you at) (?:home|hotel|door)|mobile iv|nurse comes to you"),
    # --- testimonials
    ("testimonial", r"(?:gave|got|given) (?:me|us|him|her) (?:my|our|his|her) life back|(?:saved|changed) (?:my|his|her) (?:life|marriage)|i (?:finally )?feel like myself"),
    ("testimonial", r"(?:success stories|hear from (?:real |happy )?(?:people|patients)|real (?:stories|people)|happy patients|(?:our )?(?:reviews|results) speak (?:for themselves|volumes)|(?:glowing|five star|5 star) reviews?|rave about|patient(?:s)? (?:call it|swear))"),
    ("testimonial", r"(?:\d|five|\d\.\d) (?:out of (?:5|five)|stars?)|rated \d|voted (?:best|number one)"),
    ("testimonial", r"(?:patients|clients|people|guests|veterans?) (?:often |keep )?(?:tell(?:ing)?|told) us (?:that )?(?:they|we|it|the|how)(?! (?:want|would like|prefer|worry))"),
    # --- insurance
    ("insurance", r"(?:your (?:health )?(?:insurance|insurers?|plan)|insurance|insurers|most (?:\w+ )?plans|all (?:\w+ )?plans|every plan|medicare|medicaid|tricare|the va|(?:most |all )?(?:\w+ )?carriers?|blue cross|aetna|cigna|your (?:fsa|hsa)|employer plans|workers['’] compensation) (?:(?!not|may|might|can|could|some|usually|generally|rarely|seldom|never|often|doesn)\w+ ){0,3}(?:will )?(?:always )?(?:covers?|pays?|reimburses?|takes? care of|picks? up)(?! (?:nothing|little|all clinicians))(?=.*(?:treatment|infusions?|ketamine|all|everything|every|full|in full|cost|bill|it|tab|session|percent|%|pain|depression))"),
    ("insurance", r"(?:is|are|you['’]re|it['’]s|fully|100%) (?:fully |always )?covered(?: (?:by|benefit|under|in full|period)|$)|(?:you|you['’]ll|patients|so you) pay nothing(?! if)|(?:zero|no) out of pocket|at no cost to you"),
    ("insurance", r"(?:waive|waived|waives) (?:\w+ ){0,2}(?:copays?|deductibles?|coinsurance)|(?:copay|deductible)s? (?:is|are) waived"),
    ("insurance", r"(?:get|be) reimbursed(?:,| )(?! by asking)|get your money back|(?:insurance )?approval is (?:guaranteed|just)|every claim approved|bill it as"),
    # --- children
    ("children", rf"(?:treat|help|welcome|accept|see|work with|safe for|good for|ideal for|therapy for|option for|relief for|gift for) (?:\w+ ){{0,3}}{_CHILD}(?! (?:welcome|with you|in the))"),
    ("children", rf"{_CHILD} (?:\w+ ){{0,2}}(?:respond|benefit|tolerate|love|welcome|can be treated|get results|deserves?|are welcome|may come)"),
    ("children", r"no age limit|kids of all ages|for the whole family,|pediatric ketamine|(?:teen|adolescent|youth) (?:program|track|depression\?)|from age (?:\d|1[0-7])\b"),
    # --- pregnancy
    ("pregnancy", rf"(?:safe|fine|gentle|okay|ok|harmless|no (?:problem|risk|harm|danger)) (?:\w+ ){{0,4}}{_BABY}|{_BABY} (?:\w+ ){{0,4}}(?:is |are )?(?:safe|fine|no problem|welcome|find relief|can be treated|do wonderfully)"),
    ("pregnancy", r"(?:while|during|throughout) (?:you (?:are |continue to )?)?(?:pregnan\w+|nurs(?:e|ing)|breast ?feeding)(?=.*\b(?:keep|continue|treat|heal|relief|safe)\w*)|(?:keep|continue|treat|heal|relief|safe)\w* (?:\w+ ){0,6}(?:during|while) (?:you are |you continue to )?(?:pregnan\w+|nurs(?:e|ing)|breast ?feeding)"),
    ("pregnancy", r"(?:pump and dump|(?:straight |right )?back to breast ?feeding|breast ?feed again|nurse right after|(?:won['’]t|does not|doesn['’]t|never) (?:harm|reach|pass into) (?:\w+ ){0,2}(?:baby|milk|breast milk))"),
    # --- stopping
    ("stopping", rf"(?:throw|toss|flush) (?:away |out )?(?:\w+ ){{0,2}}{_DAILY}(?: away| out)?|(?:stop|quit|ditch|skip|cancel|drop|end) (?:taking )?(?:your |the |their |all (?:your )?)(?:\w+ ){{0,2}}{_DAILY}"),
    ("stopping", rf"(?:say )?goodbye to (?:\w+ ){{0,2}}{_DAILY}|(?:come|get|wean (?:yourself )?|be|stay) off (?:of )?(?:your |the |all (?:your )?)?(?:\w+ )?{_DAILY}|no more {_DAILY}|{_DAILY} free\b"),
    ("stopping", rf"(?:replaces?|takes? the place of|trade|instead of) (?:\w+ ){{0,3}}{_DAILY}|(?:no longer|(?:won['’]t|don['’]t) (?:\w+ )?) ?need (?:a |your |any )?(?:\w+ ){{0,2}}{_DAILY}"),
    ("stopping", r"medication free|off (?:all )?(?:my|their|your) meds|freedom from psychiatric drugs|get rid of your meds"),
    # --- driving
    ("driving", r"(?:you can|you may|patients?|people|feel free to|free to|able to|okay to|ok to|good to|safe to) (?:\w+ ){0,2}drive(?! (?:you|them|past))|(?:drive|driving) (?:yourself |themselves )?home (?:after|half|the|soon|in)|drive yourself home"),
    ("driving", r"behind the wheel|no (?:driver|escort|ride) (?:is )?(?:needed|required)|(?:same day|right after|immediately|straight back|back) (?:\w+ ){0,3}(?:to (?:work|the office|your desk)|at your desk)|return to work (?:right|the same|straight)|(?:zero|no) downtime|operate machinery the same"),
    # --- off-label hidden
    ("off-label", r"(?:an? |the )?(?:government |fully |officially )?approved (?:treatment|therapy|option|medicine|medication|answer) (?:for|to)"),
    ("off-label", r"(?:standard|first line|mainstream|accepted|established|recommended) (?:treatment|therapy|medicine|option)(?: of choice)? for (?:\w+ ){0,2}(?:depression|anxiety|ptsd|ocd|pain|mental)|standard of care|gold standard|nothing experimental|no longer (?:off label|experimental)"),
    ("off-label", r"(?:endorsed?|recommended|trusted|recognized) by (?:\w+ ){0,3}(?:doctors?|physicians|psychiatrists?|clinic|government|society|experts)|guidelines recommend ketamine|recommends ketamine|endorses? (?:our|ketamine)"),
    # --- mechanism
    ("mechanism", rf"(?:re ?wires?|re ?trains?|re ?grows?|resets?|re ?boots?|re ?builds?|repairs?|re ?programs?|heals?|fix(?:es)?|restores?|rejuvenates?|renews?|re ?teach(?:es)?|regenerates?) (?:\w+ ){{0,4}}{_BRAIN}"),
    ("mechanism", rf"{_BRAIN} (?:\w+ ){{0,3}}(?:is |are )?(?:re ?wired|rebooted|reset|repaired|rebuilt|restored|heals? itself)|root (?:cause|of)|corrects? (?:the |a |your )?chemical imbalance|new brain cells|grows? your brain|treats? the cause|gets? to the (?:root|bottom)"),
    ("mechanism", r"(?:erases?|washes? out|bypass(?:es)?|switch(?:es)? off|turns? off|shuts? down) (?:\w+ ){0,3}(?:memor\w+|trauma|depression|pain signal|rumination|negative thoughts|pain)"),
    # --- qualify
    ("qualify", r"you (?:may already |probably |already )?qualify|you['’](?:re|ve been)(?: \w+)? (?:approved|eligible|accepted|a (?:perfect |great |good )?(?:candidate|fit))|you are (?:\w+ )?(?:eligible|accepted|approved|an? (?:\w+ )?candidate)|(?:everyone|everybody|anyone|all adults|anybody) (?:\w+ ){0,4}(?:qualif\w+|(?:is|are) (?:eligible|accepted)|gets it|can begin|can have)"),
    ("qualify", r"(?:see|find out|check|know) (?:if|whether) you(?:['’]re| are)? (?:qualify|eligible)|pre approved|instant (?:eligibility|approval)|turn (?:anyone|nobody|no one) away|no (?:referral|diagnosis|exam|records|medical history),? (?:no|required|needed)|right (?:choice )?for (?:you|anyone|everyone|everybody)(?! (?:to|or))|(?:your|a) (?:score|result|answers)s? (?:\w+ ){0,3}(?:shows?|means?|points?|tells?) (?:that )?you"),
    # --- certainty
    ("certainty", rf"(?:cures?|ends?|eliminates?|erases?|dissolves?|conquers?|beats?|defeats?|banish(?:es)?|knocks? out|stops?|fix(?:es)?|takes? away|melts? away|wipes? out|overcomes?) (?:your |the |all |their |even |most |chronic |stubborn )*{_SYMPTOM}(?! (?:treatment|medicine))"),
    ("certainty", rf"{_SYMPTOM} (?:\w+ ){{0,2}}(?:is|are|will be|was|were)? ?(?:gone|cured|fixed|disappears?|vanish(?:es)?|melted away|ends? (?:here|with us)|a thing of the past|doesn['’]t stand a chance)|(?:goodbye|adios|farewell) to (?:\w+ )?{_SYMPTOM}|free (?:of|from) (?:\w+ )?{_SYMPTOM}|without (?:the )?(?:depression|pain|anxiety): "),
    ("certainty", r"(?:get|have|take|reclaim|recover) your life back|change(?:s)? your life|transform(?:s)? your life|life changing|new (?:man|woman|person)|different person|(?:instant|immediate|total|complete|lasting|permanent|certain|guaranteed) (?:and \w+ )?(?:relief|freedom|recovery|healing|results?|remission)|relief is (?:immediate|certain)|once and for all|for good\b|magic bullet|sure way|works every time|always (?:works|helps)|symptom free by|full recovery|stay healed|never feel (?:\w+ )?again"),
    ("certainty", r"you(?:['’]ll| will| are going to) (?:feel (?:better|happy|like)|be (?:happy|cured|healed|symptom free)|walk out|wake up|love how)|results you can count on|satisfaction guaranteed|(?:the )?benefits? (?:do not|don['’]t|never) fade|no expiry"),
    # --- safety
    ("safety", r"(?:virtually |practically |almost )(?:no|nonexistent|zero) (?:side effects?|risks?)|side effects are (?:\w+ )?(?:nonexistent|none)|(?:little to no|hardly any|no known|no real|no long term) (?:\w+ )?(?:risks?|side effects?|harm|downsides?|dangers?)|nothing to (?:fear|worry about)|nothing can go wrong|(?:no|zero) (?:complications|hangover|downside)|safer than (?:aspirin|pills)|as safe as|safest (?:drugs?|medicines?|treatment)|(?:safe|harmless) (?:and|,) (?:effective|natural|harmless|painless)|painless and harmless|(?:taken|removes?) (?:all )?(?:the )?risk|no interactions?|never had a (?:problem|complication)|perfectly safe|simply safe|long term use is safe|safe to repeat|(?:can['’]t|cannot) overdose|all natural|(?:monitoring|blood tests?) (?:is |are )?(?:unnecessary|not needed)"),
    # --- addiction
    ("addiction", r"(?:can['’]t|cannot|never|won['’]t) (?:get|become|be) hooked|(?:no|zero|without) (?:cravings?|withdrawal)|(?:zero|no) abuse potential|abuse is impossible|cures? addiction|safe for (?:people in recovery|addicts)|sober friendly|hooked on relief|none of the addiction|nobody (?:here )?(?:has ever )?(?:gets?|become|becomes|became) (?:addicted|dependent|hooked)"),
    # --- superiority
    ("superiority", r"(?<!no\x20)(?<!not\x20the\x20)(?:the |our |america's |virginia's )?(?:best|leading|top|top rated|number one|no\. 1|#1|finest|foremost|premier|most (?:advanced|powerful|trusted)) (?:\w+ )?(?:ketamine )?(?:clinic|center|provider|doctors?|specialists?|experts?|treatment|antidepressant|choice|authority)|(?:nothing|no (?:other )?(?:treatment|clinic)(?: \w+){0,4}) (?:else )?(?:works as well|comes? (?:close|near))|world (?:class|renowned)|where (?:other clinics|others|everything else|pills) fail|(?:far )?superior|unmatched|unrivaled|hands down|(?:fastest|strongest) (?:acting )?(?:antidepressant|relief|way)|antidepressants don['’]t work|forget pills|choose the best"),
    # --- price
    ("price", r"(?:first|free) (?:\w+ )?(?:infusion|session|drip|trial infusion)s? (?:is |are )?(?:free|on us|for new)|free (?:ketamine|trial|infusion)|(?:half|\d+ ?(?:%|percent)) off (?:your|our|all|the first|a|any|every)|(?:flash|black friday|new year|back to school|spring|holiday) (?:\w+ )?(?:sale|special|deal)|two for one|buy (?:\w+ ){1,2}(?:infusions?|sessions?)?,? ?get one|refer a friend|gift (?:cards?|of healing)|promo code|use code|groupon|(?:discount|offer|sale|price) ends|lowest price|unlimited (?:infusions|boosters)|lock in your|before prices go up|vip member"),
    # --- despair
    ("despair", r"what are you waiting for|last (?:hope|chance|resort)|nothing left to lose|(?:before|until) it(?: is|['’]s) too late|might be too late|spots? (?:are )?(?:filling|left|remaining)|(?:every|each) (?:day|sunrise) (?:you wait|without)|stop wasting|or stay miserable|(?:can['’]t|cannot) do this without us|clock is ticking|only way out|end of the road|let depression (?:kill|win)|wins if you don['’]t"),
    # --- suicide
    ("suicide", r"(?:prevents?|stops?|ends?|eliminates?|cuts?|takes? away|keeps? \w+(?: \w+)? from|protect(?:s)? (?:you|yourself) from) (?:\w+ ){0,3}(?:suicide|suicidal \w+|the wish to die|ending (?:their|your) life)|suicidal (?:thoughts|thinking|ideation) (?:\w+ ){0,2}(?:vanish|disappears?|stops?)|instead of the (?:er|emergency room)|(?:don['’]t|do not) go to the er|skip the psych|suicidal\? book|no need to call a hotline"),
    # --- stigma
    ("stigma", r"lunatics?|the insane|mental patients?|(?:hopeless|alcoholic) (?:drunk|wreck)|basket cases?|druggies|schizophrenics|psychotics|bipolars|depressives|borderlines|broken minds|damaged people|demons in your head|slave to your"),
)
MORE_STOPS: tuple[tuple[str, str], ...] = (
    ("off-label", r"fda (?:has )?(?:recognized|endorses?|backs?|sanctioned|stands behind|gave|blessed|signed off)|fda['’]s blessing|(?:backed|sanctioned|blessed|endorsed|recognized) by the fda|(?:official|government approved|federally (?:recognized|certified|approved)|nationally certified|dea approved) (?:\w+ ){0,2}(?:therapy|treatment|care|ketamine|clinic|program|center)|(?:psychiatry['’]s )?new standard|biggest advance"),
    ("mechanism", r"ketamine (?:\w+ )?(?:floods|unlocks|forms|reverses|detoxes|balances|grows|regrows|mends|targets) |neuroplasticity (?:is|so)|like fertilizer|targeting the source|(?:switch(?:es)?|turns?) (?:\w+ ){0,3}(?:depression|pain|anxiety) off|reverses? the damage"),
    ("certainty", rf"(?:we|ketamine|infusions?|it|this) (?:\w+ )?(?:heals?|cures?|ends?|dissolves?|eliminates?) (?:\w+ )?(?:people|trauma|old wounds|suffering|{_SYMPTOM})|an end to (?:\w+ )?{_SYMPTOM}|freedom from (?:\w+ )?{_SYMPTOM}|{_SYMPTOM}[,?] (?:gone|fixed|solved)|(?:solution|answer) to (?:\w+ )?{_SYMPTOM}|(?:everyone|everybody|all of our patients|every patient) (?:responds?|gets? better|recovers?|benefits?|improves?|feels? better|leaves? (?:smiling|happy))|(?:everybody|everyone|anyone) can benefit|wonder drug|start living again|no more (?:bad days|pain|depression|anxiety)|your new life|(?:joy|happiness|hope) restored|it (?:really )?works\b(?=\. period|!)|permanent fix|done with depression|never need another"),
    ("safety", r"(?:perfectly|entirely|absolutely|so|simply|just) (?:safe|harmless)(?! to use)|it['’]?s? (?:is )?harmless|cannot hurt you|can['’]t hurt you|not a single (?:adverse|side|bad)|no such thing as a bad reaction|low dose means no|tolerates? it perfectly|as many sessions as you want|gentle enough for|well tolerated by everybody"),
    ("addiction", r"(?:dependence|addiction) is not an issue|(?:don['’]t|do not|won['’]t) crave it|build up a tolerance|addiction worry|not habit forming|nobody (?:here )?gets addicted|impossible to get addicted"),
    ("pregnancy", r"(?:pregnan\w+|breast ?feeding|nursing) is no reason|treat pregnant|pregnant\? (?:come|no problem)|(?:breast ?feeding|nursing|pregnant)\? no problem|no effect on (?:\w+ ){0,3}(?:baby|milk|fertility)|harmless to the unborn|until the due date|safer for your baby|don['’]t need a pregnancy test"),
    ("children", r"youngest patient (?:was|is) (?:\d\b|1[0-7]\b|\w*(?:seven|eight|nine|ten|eleven|twelve|teen)\b)|(?:high|middle) school(?:ers)? (?:students )?(?:welcome|do great|get)|(?:well tolerated|safe|used safely) (?:\w+ )?in (?:young people|children|kids|teens|adolescents)|minors may come|16 year olds may|starting at age (?:\d|ten|twelve)|with your consent.*(?:teen|adolescent|child)|your (?:teen|adolescent|child|daughter|son) (?:can|deserves|doesn['’]t have to)"),
    ("driving", r"(?:usually|happily|always) drive themselves|(?:no|there['’]s no) need to (?:arrange|bring) (?:a )?(?:ride|driver)|don['’]t require a (?:companion|driver|escort)|fit to drive|take the wheel|driving (?:after ketamine )?is (?:safe|fine)|(?:glass of wine|a beer|cocktail)(?=.*(?:after|earned|dinner|celebrate|enjoy))|free to go as soon|back (?:to|at) (?:your )?(?:meetings|work|desk)(?: the same| right| by)?"),
    ("insurance", r"(?:never|don['’]t|won['’]t) (?:\w+ )?(?:pay|see a (?:\w+ )?bill)|never a bill|deductible is on us|(?:gets?|get) (?:\w+ )?(?:authorizations?|claims?) (?:\w+ )?(?:approved|that others)|claims are always|covered benefit|insured benefit|you(?:['’]re| are) covered|it['’]s covered|coverage is a sure|reimbursement (?:arrives|is guaranteed)|(?:patients|veterans) are (?:treated for free|fully covered)"),
    ("stopping", r"(?:skip|stop|pause|drop) (?:your|tomorrow['’]s|all|the) (?:\w+ )?(?:dose|pill|medications?|drugs|zoloft|antidepressant|lithium)|get rid of (?:that|your) (?:\w+ )?(?:antidepressants?|meds|medications?|pills)|patients (?:stop taking|quit|throw out)|lower your dose yourself|no more talk therapy|you can safely stop|leave your (?:antidepressants|meds|pills) behind"),
    ("price", r"(?:this (?:month|week|weekend)|today) only|only (?:this|until)|rates? end|\$\d+ off|bundle and save|the more you book|from (?:just |only )?\$\d+|(?:cheap|cheapest|lowest) (?:ketamine|rates?|prices?)|(?:gets?|earn|get) \$\d+(?: off)?|voucher|discount(?:s)? for (?:friends|reviews)|try it for free|early bird"),
    ("superiority", r"(?:second to none|no equal|favorite ketamine clinic|stronger than anything|better than (?:years of )?therapy|accept no substitutes|nobody (?:has more|knows more|beats)|obsolete|outdated medications|pills fail|watered down)"),
    ("despair", r"(?:it['’]s )?now or never|you can['’]t go on like this|suffered long enough|every minute counts|last day you suffer|lose everything|could cost you your life|may not be a tomorrow|owe it to|(?:your )?(?:family|kids|children|spouse) (?:deserves?|(?:is|are) watching|needs the old)"),
    ("suicide", r"saves? (?:suicidal|lives)|ended the suicidal|suicidal people are welcome|(?:wish|urge) to (?:die|end)(?=.*(?:gone|stops|lets go|away))"),
    ("qualify", r"you(?:['’]re| are) in\b|anyone with (?:depression|anxiety|pain) should|(?:no one|nobody) is too sick|(?:is|are) no reason not to be treated|not (?:a problem|an issue) (?:for|with) us|we accept (?:everyone|everybody|all)|you['’]d do well on|ketamine can help you|(?:diabetes|condition|heart trouble|hypertension)\? not"),
    ("supply", r"take home (?:doses?|troches?|lozenges?|ketamine|supply|program)|self guided sessions?|dose yourself|you dose|microdos\w+|(?:script|prescription) (?:by|in|within) (?:minutes|lunchtime|\w+ minutes|an hour)|work entirely online|patients in (?:every|all) (?:state|50)|ketamine gummies|wellness lozenges"),
    ("testimonial", r"thank you (?:notes|cards)|before and after|success story|read how \w+|meet \w+, who|(?:is|was|are) finally free|came in .* walked out|saved my life|i (?:would be dead|cried tears)|my only regret|(?:his|her|their) (?:turning point|words, not ours)"),
)
# Spanish, by kind; accents are taken off before.
SPANISH: tuple[tuple[str, str], ...] = (
    ("certainty", r"cura(?:n|mos|ra)? (?:la |el |su )?(?:depresion|ansiedad|dolor|trastorno|tept)|se curan|garantiza(?:mos|do|dos|da)? (?:\w+ )?(?:resultados?|alivio|mejoria)|(?:resultados?|alivio) (?:\w+ )?garantizados?|milagro\w*|funciona para todos|alivio (?:permanente|total|para siempre)|resultados inmediatos|(?:diga )?adios a|recupere su vida|solucion definitiva|cien por ciento efectivo|todos nuestros pacientes|acaba con (?:la|el)|comprobado y"),
    ("addiction", r"no (?:es|son) adictiv\w+|no (?:crea|genera|causa|produce) (?:\w+ )?(?:dependencia|adiccion)|nadie se ha vuelto adicto"),
    ("safety", r"sin (?:ningun )?(?:efectos secundarios|riesgos?)|(?:totalmente|completamente) (?:segura?|inofensiva?)|cero riesgos?|no (?:tiene|hay) (?:efectos secundarios|riesgos?)"),
    ("off-label", r"aprobad[ao]s? por (?:la fda|el gobierno)(?: para)?|oms recomienda|certificada por"),
    ("insurance", r"(?:seguro|aseguranza|medicare|medicaid)(?: \w+){0,2} (?:cubre|cubrira|paga|lo paga)(?: todo)?|el seguro lo paga"),
    ("driving", r"puede (?:manejar|conducir|volver al trabajo)|salga manejando|no necesita que nadie lo acompane"),
    ("pregnancy", r"segur[ao] (?:durante|en) el embarazo|(?:seguir )?amamantando sin|bebe no corre|para (?:mujeres )?embarazadas"),
    ("children", r"(?:tratamos|apto para|tambien) (?:\w+ ){0,4}(?:ninos|adolescentes)|ninos (?:tambien|pueden)|adolescentes responden|no hay limite de edad"),
    ("supply", r"(?:tome|reciba|enviamos|le enviamos) (?:\w+ ){0,4}(?:en|a|de) (?:su )?casa|por correo|sin receta|receta en linea|puerta de su casa"),
    ("stopping", r"deje de tomar|olvidese de las pastillas|tirar sus pastillas|ya no necesitara su"),
    ("qualify", r"usted califica|es candidato"),
    ("superiority", r"mejor (?:que (?:los |las |el |la )?(?:antidepresivos|spravato|pastillas)|clinica|alternativa)|mas eficaz que|la mejor|los unicos que"),
    ("mechanism", r"(?:reprograma|reinicia|regenera|corrige|repara) (?:\w+ ){0,3}(?:cerebro|neuronas|quimico)|cerebro se reinicia"),
    ("despair", r"ultima esperanza|demasiado tarde|quedan pocos lugares"),
    ("price", r"descuento del|(?:primera )?infusion gratis|devolvemos su dinero"),
    ("suicide", r"(?:previene|elimina) (?:\w+ ){0,3}suicid\w+"),
    ("testimonial", r"me salvo la vida|volvio a sonreir|pacientes estan felices"),
)

def _spaced(pattern: str) -> re.Pattern[str]:
    """Return `words(pattern)`, where ' ?' stands for a space, a hyphen or nothing: 're ?wires'."""
    return words(pattern.replace(" ?", r"[\s\u2010-\u2015-]*"))


def _rule(kind: str, pattern: str, severity: Severity) -> Rule:
    name, why, instead = KINDS[kind]
    taken_back = TakenBack.BY_NOTHING if kind == "stigma" else TakenBack.BY_NOT
    if re.match(r".*\b(?:no|without|never|can\['’\]t|don\['’\]t)\b", pattern):
        taken_back = TakenBack.BY_REJECTION if taken_back is TakenBack.BY_NOT else taken_back
    return Rule(
        kind=name,
        pattern=_spaced(pattern),
        why=why,
        instead=instead,
        severity=severity,
        taken_back=taken_back,
    )


KIND_RULES: tuple[Rule, ...] = tuple(
    _rule(kind, pattern, Severity.STOP) for kind, pattern in (*STOPS, *MORE_STOPS, *SPANISH)
)
