"""What the admin says instead of Wagtail's and Django's words for their machinery: the table that `wagtails_words` enters."""

from __future__ import annotations

from infra.editing import messages

WORDS = {
    # Roles
    "group": "role",
    "groups": "roles",
    "Groups": "Roles",
    # Old addresses
    "redirect": "old address",
    "redirects": "old addresses",
    "Redirect": "Old address",
    "Redirects": "Old addresses",
    "Add redirect": "Add an old address",
    "Import redirects": "Bring in a list",
    "Redirect from": "Old address",
    "redirect from": "old address",
    "redirect to a page": "lead to this page",
    "All sites": "Everywhere",
    "redirect to any URL": "or to this address",
    "A redirect with this path already exists.": "This old address is in the list already.",
    "Found %(total)s redirects, created %(successes)s and found %(errors)s errors.": "%(successes)s of %(total)s old addresses "
    "were brought in. Look at these %(errors)s:",
    "Optionally specify a route on the target page to redirect to. Leave blank to redirect to the default page "
    "route.": "Optional: a part of the page to lead to. Empty: the page itself.",
    "Recommended. Permanent redirects ensure search engines forget the old page (the 'Redirect from') and index the new "
    "page instead.": "Recommended: search engines forget the old address and remember the new one.",
    "Select a file where redirects are separated into rows and contains the columns representing": "Choose a file with "
    "one old address a line, and columns for",
    "After submitting you will be taken to a confirmation view where you can customize your redirects before import.": "You "
    "will see the list and can change it before anything is stored.",
    # Approval
    "Group approval task": "Approval by a role",
    "Workflows apply to child pages too. If you select a parent page here, its child pages will also use this workflow. See <a "
    'href="%(workflow_pages_url)s">the list of the pages</a> your workflow applies to.': "What lies below a page is approved in the "
    'same way. Here is <a href="%(workflow_pages_url)s">the list of all pages</a> that are approved so.',
    "Members of the chosen Wagtail Groups can approve this task": "Whoever has one of the chosen roles approves this step",
    "Private, accessible to users in specific groups": "For colleagues with one of these roles",
    "Workflow: approve task": "Approved",
    "Workflow: reject task": "Changes asked for",
    "Workflow: resume task": "Handed in again",
    "Workflow task approved": "Approved",
    "Workflow task rejected. Workflow complete": "Changes asked for",
    "Workflow task resubmitted. Workflow resumed": "Handed in again",
    "Group approval tasks": "Approvals by a role",
    "Pages/snippets at this step in a workflow will be moderated or approved by these groups of users": "Whoever has one of these roles "
    "approves at this step",
    "Your pages and snippets in a workflow": "What you handed in for approval",
    "No pages/snippets have been submitted for moderation yet": "Nothing was handed in for approval yet",
    "Receive notification when a page is submitted for moderation": "Mail me when a page waits for approval",
    "Receive notification when your page edit is approved": "Mail me when my page is approved",
    "Receive notification when your page edit is rejected": "Mail me when changes to my page are asked for",
    "Assign your workflow to pages": "Pages that are approved this way",
    "Assign your workflow to snippets": "Other things that are approved this way",
    "Add to collection": "Put into a folder",
    "Page '%(page_title)s' has been submitted for moderation.": "‘%(page_title)s’ is handed in. Whoever approves it finds it "
    "on their dashboard and is told by mail. Until then visitors see what they saw before.",
    "Page '%(page_title)s' created and submitted for moderation.": "‘%(page_title)s’ is handed in. Whoever approves it finds "
    "it on their dashboard and is told by mail. Visitors see it once it is published.",
    "%(model_name)s '%(object)s' has been submitted for moderation.": "‘%(object)s’ is handed in. Whoever approves it finds it "
    "on their dashboard and is told by mail. Until then visitors see what they saw before.",
    "%(model_name)s '%(object)s' created and submitted for moderation.": "‘%(object)s’ is handed in. Whoever approves it finds "
    "it on their dashboard and is told by mail. Visitors see it once it is published.",
    # Where the site is
    "site": "web address",
    "sites": "web addresses",
    "Sites": "Web addresses",
    "root page": "home page",
    "Choose a root page": "Choose the home page",
    "Choose a different root page": "Choose another home page",
    "Set this to something other than 80 if you need a specific port number to appear in URLs (e.g. development on port "
    "8000). Does not affect request handling (so port forwarding still works).": "443 for an address that begins with "
    "https, 80 for http. Another number only where whoever runs the machine names it.",
    "Human-readable name for the site.": "For yourselves; visitors read the name in the clinic settings.",
    "If true, this site will handle requests for all other hostnames that do not have a site entry of their own": "Answers "
    "at every other address that leads to this machine, too.",
    "is default site": "for all other addresses",
    "hostname": "web address, without https://",
    # Pages
    "Toggle side panel": "Close",
    "slug": "address name",
    "New slug": "New address name",
    "The slug '%(page_slug)s' is already in use at the selected parent page. Make sure the slug is unique and try again.": "A "
    "page under the one you chose has the address ‘%(page_slug)s’ already. Change one of the two first.",
    "This slug is already in use": "This address is taken",
    "Alias": "Always the same as the original",
    "Keep the new pages updated with future changes": "The copy follows every later change of the original and can't be "
    "changed itself.",
    "Cancel workflow ": "Take it back from the approval",
    "Restart workflow ": "Hand it in anew",
    # Two people at one page
    "Proceeding will overwrite the changes you made in that window.": "Save here, and what stands here becomes the draft. What "
    "you saved in the other window stays in the history.",
    "Proceeding will overwrite the changes made by %(user_name)s.": "Save, and your words become the draft. What %(user_name)s "
    "saved stays in the history and can be taken back.",
    "Alternatively, you can view the latest version in a new tab.": "Read the newer version first, in a new tab, and put "
    "together what belongs together.",
    "Saving will overwrite a newer version.": "Somebody saved a newer version meanwhile.",
    "View latest version": "Read the newer version",
    # Publishing later
    "go live date/time": "goes live on",
    "expiry date/time": "goes away on",
    "Go live date/time must be before expiry date/time": "It must go live before it goes away.",
    "Expiry date/time must be in the future.": "It must go away in the future.",
    "Set publishing schedule": "Publish later, or take down later",
    "Choose when this page should go live and/or expire": "Day and time, for example ‘tomorrow 9 am’. Leave empty what shall "
    "not happen.",
    'This publishing schedule will only take effect after you select the "Schedule to publish" option': "After ‘Save "
    "schedule’ press the arrow beside ‘Save draft’, then ‘Publish’ or ‘Schedule to publish’: before that nothing happens.",
    "%(model_name)s with this %(field_label)s already exists.": "%(field_label)s: another one has this already. Choose a "
    "different one, for example with a number behind it.",
    "Add a group": "Add a role",
    "Go to Wagtail admin": "Go to the dashboard",
    # What Django says of what was typed, in forms that have no sentences of their own
    "This field is required.": messages.EMPTY_HERE,
    "This field cannot be blank.": messages.EMPTY_HERE,
    "This field cannot be null.": messages.EMPTY_HERE,
    "Enter a number.": messages.NUMBER,
    "Enter a valid email address.": messages.EMAIL,
    "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.": messages.SLUG_LETTERS,
    "Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens.": messages.SLUG_LETTERS,
    "Select a valid choice. %(value)s is not one of the available choices.": messages.CHOICE,
    "Ensure this value is greater than or equal to %(limit_value)s.": "Write %(limit_value)s or more.",
    "Ensure this value is less than or equal to %(limit_value)s.": "Write %(limit_value)s or less.",
    "Null characters are not allowed.": "There is a sign in it that can't be stored. Type it anew in the place of pasting it.",
    "No file was submitted.": "Choose a file first.",
    "The submitted file is empty.": "There is nothing in this file. Choose another one.",
    "Enter a list of values.": messages.CHOICE,
    "Please correct the duplicate data for %(field)s.": "%(field)s: two rows say the same. Change or delete one of them.",
    "Please correct the duplicate values below.": "Two rows say the same. Change or delete one of them.",
    "Enter a valid URL.": messages.ADDRESS,
    "Enter a valid date.": messages.DATE,
    "Enter a valid time.": messages.TIME,
    "Enter a valid date/time.": messages.MOMENT,
    "Enter a whole number.": messages.WHOLE_NUMBER,
    "Select a valid choice. That choice is not one of the available choices.": messages.CHOICE,
    "The minimum number of items is %(min_num)d": "Add some more: there have to be at least %(min_num)d.",
    "The maximum number of items is %(max_num)d": "Take some away: at most %(max_num)d fit here.",
    "There are validation errors, click save to highlight them.": "Something has to be put right first. Press the button for "
    "saving: a list says what, each line a link.",
    "Preview is out of date": "The preview waits",
    "Correct the validation errors to resume preview (saving will highlight errors)": "It shows what was right last. Something "
    "that was typed since then has to be put right: press the button for saving, and a list says what.",
    "Preview cannot display due to validation errors. <br /> Click save to highlight the relevant fields.": "Something that was typed "
    "has to be put right before it can be shown. <br /> Press the button for saving: a list says what.",
    # Where a page stands
    "The root level is where you can add new sites to your Wagtail installation. Pages created here will not be accessible at "
    "any URL until they are associated with a site.": "This is the level above the home page. Visitors don't find what is made here.",
    "If you just want to add pages to an existing site, create them as children of the homepage instead.": "Add pages below "
    "‘Home’ instead.",
    "Pages created here will not be accessible at any URL. To add pages to an existing site, create them as children of the "
    "homepage.": "This is the level above the home page. Visitors don't find what is made here: add pages below ‘Home’.",
    "There is no site set up for this location. Pages created here will not be accessible at any URL until a site is associated "
    "with this location.": "This page lies outside the site. Visitors don't find what is made below it.",
    "There is no site record for this location. Pages created here will not be accessible at any URL.": "This page lies outside "
    "the site. Visitors don't find what is made below it.",
    "Configure a site now.": "Set up a web address for it.",
    "This copy will be a child of this given parent page.": "The copy will stand below this page.",
    "The new page will be a child of this given parent page.": "The new page will stand below this one.",
    "New parent page": "To stand below",
    "Select a new parent page": "Choose the page below which they shall stand",
    "Select a new parent for this page.": "Choose the page below which it shall stand.",
    "Please select another parent.": "Choose another page.",
    "Sort menu order": "Change the order",
    # Pictures and accounts
    "Locale": "Language and time",
    "To define this image's most important region, drag a box over the image above.": "Drag a box around what has to stay in view "
    "wherever the picture is cut to another shape.",
    "Current focal point shown": "What is marked now is shown",
    "Remove focal area": "Remove the box",
    "Use server language: %(language_name)s": "The site's language: %(language_name)s",
    "Use server time zone": "The clinic's time zone",
    # Lists
    "Download XLSX": "Download for Excel",
    "Download CSV": "Download as a plain table (CSV)",
    "model log entry": "entry",
    "model log entries": "entries",
    "page log entry": "entry",
    "page log entries": "entries",
    "Delete selected snippets": "Delete what is ticked",
    "Select all snippets in listing": "Tick everything in the list",
}


# The same for texts that count: the singular of theirs, then our two.
COUNTED = {
    "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).": (
        "At most %(limit_value)d letter fits here; there are %(show_value)d. Shorten it.",
        "At most %(limit_value)d letters fit here; there are %(show_value)d. Shorten it.",
    ),
    "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).": (
        "Write at least %(limit_value)d letter; there are %(show_value)d.",
        "Write at least %(limit_value)d letters; there are %(show_value)d.",
    ),
    "Ensure this filename has at most %(max)d character (it has %(length)d).": (
        "The file's name may have %(max)d letter; it has %(length)d. Give the file a shorter name first.",
        "The file's name may have %(max)d letters; it has %(length)d. Give the file a shorter name first.",
    ),
    "Ensure that there are no more than %(max)s digit in total.": (
        "At most %(max)s digit fits here.",
        "At most %(max)s digits fit here.",
    ),
    "Ensure that there are no more than %(max)s decimal place.": (
        "At most %(max)s digit behind the point.",
        "At most %(max)s digits behind the point.",
    ),
    "Ensure that there are no more than %(max)s digit before the decimal point.": (
        "At most %(max)s digit before the point.",
        "At most %(max)s digits before the point.",
    ),
    "Please submit at least %(num)d form.": ("Add at least %(num)d here.",) * 2,
    "Please submit at most %(num)d form.": ("At most %(num)d fit here. Delete what is too many.",)
    * 2,
}

# What is put in the place of a word wherever Wagtail's own texts have it and `WORDS` says nothing else.
SWAPS = (
    ("moderation workflow", "way of approval"),
    ("moderated or approved", "approved"),
    ("group approval task", "approval by a role"),
    ("workflow tasks", "steps of approval"),
    ("workflow task", "step of approval"),
    ("workflows", "ways of approval"),
    ("workflow", "way of approval"),
    ("moderation", "approval"),
    ("collections", "folders"),
    ("collection", "folder"),
    ("redirects", "old addresses"),
    ("redirect", "old address"),
    ("pages/snippets", "pages and other things"),
    ("snippet types", "kinds of things"),
    ("snippet type", "kind of thing"),
    ("snippets", "things"),
    ("snippet", "thing"),
    ("groups of users", "roles"),
    ("groups", "roles"),
    ("group", "role"),
    ("tasks", "steps"),
    ("task", "step"),
    ("slug", "address name"),
)
