//! Help texts: what each command takes, gives and answers.

/// `redline --help`.
pub(crate) const MAIN: &str = "\
Finds risky phrases in pre-Match emails, says why, and offers better words. Works on this computer only.

Usage: redline COMMAND [OPTIONS] [FILE…]

Commands:
  lint       Find risky phrases in a draft
  fix        Print a draft with every safe rewrite applied
  read       Say what a message from a program means, from level 0 to 5
  check      Go through the checklist before sending
  template   List, show or fill a letter template
  rules      List the rules, or explain one

Without a FILE, or with \"-\", the text comes from standard input.
`redline COMMAND --help` tells more about a command.

Options:
  -h, --help       Show this help
  -V, --version    Show the version
";

/// `redline lint --help`.
pub(crate) const LINT: &str = "\
Finds risky phrases in drafts.

Usage: redline lint [OPTIONS] [FILE…]

Only the writer's own words are judged: quoted replies, forwarded messages and signatures are left out (an unfilled
field such as [Program Name] is also found in the signature and the subject).

Options:
  --role applicant|program          Who writes (default: applicant)
  --format text|json|jsonl|sarif    How to answer (default: text)
  -h, --help                        Show this help

Files:
  Plain text in UTF-8. `.eml` and `.mbox` are read as mail: the text body is judged, and positions count within it.
  With --format jsonl every other file holds one JSON object a line:
    {\"id\": \"1\", \"role\": \"applicant\", \"text\": \"…\", \"subject\": \"…\", \"to\": \"…\"}   (role, subject, to: optional)
  and the answers come one a line, in the same order. A line that is not valid is answered with an \"error\".

Positions: in json, jsonl and sarif, `start` and `end` are bytes of the text given, `end` not included.
In text, file:line:column; lines and columns begin at 1, columns count characters.

Exit code: 0 nothing of tier violation or risk; 1 something; 2 an error.
";

/// `redline fix --help`.
pub(crate) const FIX: &str = "\
Prints a draft with every safe rewrite applied. Nothing else in it is changed.

Usage: redline fix [OPTIONS] [FILE]

Options:
  --role applicant|program     Who writes (default: applicant)
  --format text|json|jsonl     text: the new draft; json: the new draft and what was changed (default: text)
  -h, --help                   Show this help

json: {\"text\": \"…\", \"changes\": [{\"start\": 0, \"end\": 9, \"before\": \"…\", \"after\": \"…\"}], \"findings\": […]}
  `start` and `end` are bytes of the draft as it was given; `findings` are those left in the new text.
With --format jsonl, one object a line in and out, as for `redline lint`.

Exit code: 0 nothing of tier violation or risk is left; 1 something is left; 2 an error.
";

/// `redline read --help`.
pub(crate) const READ: &str = "\
Says what a message from a program means: its level, the sentences that decide it, and how to take it.

Usage: redline read [OPTIONS] [FILE…]

Levels:
  0 none                 logistics, a rejection, a newsletter
  1 general-positive     general courtesy
  2 strong-nonspecific   strong praise, no ranking
  3 rank-related         speaks of ranking, binds nobody
  4 pressure             asks for a rank, a commitment or other programs' names
  5 outside-match-offer  offers a position outside the Match, or asks to withdraw

Options:
  --format text|json|jsonl    How to answer (default: text)
  -h, --help                  Show this help

`.eml` and `.mbox` are read as mail. With --format jsonl every other file holds {\"id\": \"…\", \"text\": \"…\"} lines.

Exit code: 0 done; 2 an error.
";

/// `redline check --help`.
pub(crate) const CHECK: &str = "\
Goes through the checklist before a draft is sent: what blocks, what to think over, what is fine.

Usage: redline check [OPTIONS] [FILE]

Options:
  --role applicant|program    Who writes (default: applicant)
  --kind KIND                 inquiry, thank-you, update, reply or other: sets the proper length (default: as its words tell)
  --to NAMES                  The addressees, as in the mail program
  --subject WORDS             The subject line
  --attached NUMBER           How many files are attached
  --sent-at TIME              When it will be sent: 2026-02-01T09:30-05:00 (without an offset: universal time)
  --interview-at TIME         When the interview ended, written in the same way
  --received-at TIME          When the message that this one answers arrived
  --zone ZONE                 Where the recipient is: eastern, central, mountain, arizona, pacific, alaska, hawaii, puerto-rico,
                              a name as America/New_York, or an offset as -05:00
  --match MATCH               nrmp, urology or genetic-counseling: whose rules and dates apply (default: nrmp)
  --ledger FILE               A ledger exported from the extension: what was sent to whom before. It is only read
  --format text|json          How to answer (default: text)
  -h, --help                  Show this help

For an `.eml` file the addressees and the subject are taken from it where they are not given.

json: {\"blocks\": true, \"items\": [{\"id\": \"…\", \"state\": \"blocks|consider|fine\", \"text\": \"…\", \"fix\": \"…\"}]}
  An item on a finding also has \"tier\", \"start\" and \"end\" (bytes of the text), one on a breach or a second promise \"tier\".

Exit code: 0 nothing blocks; 1 something should be looked at first; 2 an error.
";

/// `redline template --help`.
pub(crate) const TEMPLATE: &str = "\
Letters to fill in.

Usage: redline template list
       redline template show ID
       redline template fill ID [FIELD=WORDS…]

  -h, --help    Show this help

`show` names a letter's fields in curly brackets. Fields that `fill` is not given stay in square brackets, where
`redline lint` finds them.
";

/// `redline rules --help`.
pub(crate) const RULES: &str = "\
The rules that drafts are judged by.

Usage: redline rules list [OPTIONS]
       redline rules explain ID [OPTIONS]

Options:
  --role applicant|program    Whose rules (default: both)
  --format text|json          How to answer (default: text)
  -h, --help                  Show this help
";
