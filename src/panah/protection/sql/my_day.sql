-- What somebody of a body has to do up to a day, of all that they work on: see panah.protection.desk.my_day. Of each sort
-- a bounded number, those that are due first. Columns: sort, case (of a document owed, the claim), number, name, procedure,
-- entry, what, place, day, hour.
(SELECT 'task', c.subject, c.number, c.name, c.procedure, t.entry, t.what, '', t.until, ''
  FROM protection_case_task t
  JOIN protection_case c ON c.reader = t.reader AND c.subject = t.subject AND c.closed IS NULL
  WHERE t.reader = %(body)s AND t.worker = %(worker)s AND t.done IS NULL AND t.until <= %(until)s
  ORDER BY t.until LIMIT %(bound)s)
UNION ALL
(SELECT 'appointment', c.subject, c.number, c.name, c.procedure, t.entry, t.about, t.place, t."on", t.at
  FROM protection_case_appointment t
  JOIN protection_case c ON c.reader = t.reader AND c.subject = t.subject AND c.closed IS NULL
  WHERE t.reader = %(body)s AND t.outcome = '' AND t."on" <= %(until)s
    AND (t.worker = %(worker)s OR c.worker = %(worker)s)
  ORDER BY t."on", t.at LIMIT %(bound)s)
UNION ALL
-- Of each case the treatment that was written down last, where it goes on.
(SELECT 'treatment', c.subject, c.number, c.name, c.procedure, t.entry,
    t.treatment->>'regimen', t.treatment->>'to_place', t.next_due, ''
  FROM protection_case_service t
  JOIN protection_case c ON c.reader = t.reader AND c.subject = t.subject AND c.closed IS NULL
    AND (c.worker = %(worker)s OR c.worker IS NULL)
  WHERE t.reader = %(body)s AND t.next_due <> '' AND t.next_due <= %(until)s
    AND jsonb_typeof(t.treatment) = 'object'
    AND NOT EXISTS (SELECT FROM protection_case_service l WHERE l.reader = t.reader AND l.subject = t.subject
      AND l.sort = 'treatment' AND l.happened > t.happened)
  ORDER BY t.next_due LIMIT %(bound)s)
UNION ALL
(SELECT 'step', c.subject, c.number, c.name, c.procedure, NULL::uuid, c.due_step, '', c.due, ''
  FROM protection_case c
  WHERE c.reader = %(body)s AND c.closed IS NULL AND (c.worker = %(worker)s OR c.worker IS NULL)
    AND c.due <> '' AND c.due <= %(until)s
  ORDER BY c.due LIMIT %(bound)s)
UNION ALL
(SELECT 'claim', c.subject, c.number, c.name, c.procedure, NULL::uuid, t.due_step, '', t.due_on, ''
  FROM protection_claim t
  JOIN protection_case c ON c.reader = t.reader AND c.claim = t.subject AND c.closed IS NULL AND c.worker = %(worker)s
  WHERE t.reader = %(body)s AND t.due_on <= %(until)s
  ORDER BY t.due_on LIMIT %(bound)s)
UNION ALL
-- Claims that were granted and wait for the status document, where nobody has an open case of them.
(SELECT 'status', t.subject, t.number, t.name, '', NULL::uuid, t.due_step, '', t.due_on, ''
  FROM protection_claim t
  WHERE t.reader = %(body)s AND t.state = 'granted' AND t.missing_since = '' AND t.due_step = 'status_given'
    AND t.due_on <= %(until)s
    AND NOT EXISTS (SELECT FROM protection_case c WHERE c.reader = t.reader AND c.claim = t.subject
      AND c.closed IS NULL AND c.worker IS NOT NULL)
  ORDER BY t.due_on LIMIT %(bound)s)
UNION ALL
-- Cases that somebody else gave them, and in which nothing was written since.
(SELECT 'given', c.subject, c.number, c.name, c.procedure, NULL::uuid, '', '', %(today)s, ''
  FROM protection_case c
  WHERE c.reader = %(body)s AND c.closed IS NULL AND c.worker = %(worker)s AND c.touched >= %(since)s
    AND c.story->-1->>'what' = 'assigned' AND c.story->-1->>'by' <> %(worker)s::text
    AND (c.story->-1->>'at')::timestamptz = c.touched
  ORDER BY c.touched DESC LIMIT %(bound)s)
