// The marks: what a result says in attributes, read from a document, and the same read from an answer's JSON, so that
// the two can be held side by side. Absent: what the page looks like.

/**
 * Reads the marks of a document. Runs in the browser, so it stands alone; give it HTML to read a document that is not
 * open. `null` where there is no result.
 */
export function readMarks(html) {
  const root = html === undefined ? document : new DOMParser().parseFromString(html, 'text/html');
  const all = (from, selector) => [...from.querySelectorAll(selector)];
  const words = (elements, name) => elements.flatMap((element) => element.getAttribute(name).split(/[\s,]+/)).sort();
  const sections = all(root, 'section[data-service]');
  if (sections.length === 0) return null;
  const services = {};
  for (const section of sections) {
    const name = section.dataset.service;
    if (name in services) throw new Error(`two sections say ${name}`);
    services[name] = {
      verdict: section.dataset.verdict,
      reasons: all(section, 'li[data-clause]').map(({ dataset }) => `${dataset.clause} ${dataset.met}`).sort(),
      remedies: words(all(section, '[data-remedy]'), 'data-remedy'),
      readings: [...new Set(words(all(section, '[data-reading]'), 'data-reading'))].sort(),
      missing: [...new Set(words(all(section, '[data-missing]'), 'data-missing'))].sort(),
      provisional: all(section, 'li[data-provisional]').map((baby) =>
        all(baby, 'data[value]').map((data) => data.getAttribute('value')),
      ),
    };
  }
  const deadlines = all(root, 'tr[data-deadline]').map((row) => {
    const day = row.querySelector('time[datetime]').getAttribute('datetime');
    return `${day} ${row.dataset.deadline} ${row.dataset.state}`;
  });
  return { services: Object.fromEntries(Object.entries(services).sort()), deadlines };
}

/** The marks that a page with this answer must carry. */
export function marksOf(answer) {
  const services = {};
  for (const [name, service] of Object.entries(answer.services)) {
    services[name] = {
      verdict: service.verdict,
      reasons: service.reasons.map(({ clause, met }) => `${clause.id} ${met}`).sort(),
      remedies: [...(service.remedies ?? [])].sort(),
      readings: [...(service.readings ?? [])].sort(),
      missing: [...(service.missing ?? [])].sort(),
      provisional: (service.provisional ?? []).map(({ name: called, number }) => [called, number]),
    };
  }
  const deadlines = answer.deadlines.map(({ due_on, what, state }) => `${due_on} ${what} ${state}`);
  return { services: Object.fromEntries(Object.entries(services).sort()), deadlines };
}

/**
 * What a shared case promises of the marks: verdicts, remedies and deadlines. Reasons and readings are free there, and
 * what hangs on a name is not on a page that was told none.
 */
export function promised({ services, deadlines }) {
  const verdicts = Object.entries(services).map(([name, { verdict, remedies = [] }]) => [
    name,
    { verdict, remedies: [...remedies].sort() },
  ]);
  const days = deadlines.map((deadline) =>
    typeof deadline === 'string' ? deadline : `${deadline.due_on} ${deadline.what} ${deadline.state}`,
  );
  return { services: Object.fromEntries(verdicts.sort()), deadlines: days };
}
