/** Who is logged in here; null if nobody is. Asking does not prolong the session. */
export async function whoIsThere() {
  const answer = await fetch("/auth/session", { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    throw new Error("the session cannot be asked for now: " + answer.status);
  }
  const session = await answer.json();
  return session.authenticated ? session : null;
}

/** Posts as the user of this page; whoever is not logged in any more is sent to the login. */
export async function post(path, body) {
  const session = await whoIsThere();
  if (!session) {
    return logIn();
  }
  const answer = await fetch(path, {
    method: "POST",
    headers: {
      Accept: "application/json",
      "Content-Type": "application/json",
      "X-CSRF-Token": session.csrfToken,
    },
    body: JSON.stringify(body),
  });
  return answer.status === 401 ? logIn() : answer;
}

/** Sends the user to the login and back to this place. Never settles: the page is left. */
export function logIn() {
  sessionStorage.setItem("place", location.hash); // which no server sees
  location.assign("/auth/login?return_to=" + encodeURIComponent(location.pathname + location.search));
  return new Promise(() => {});
}

/** Goes back to where {@link logIn} left. Call it once when the page has loaded. */
export function backInPlace() {
  const place = sessionStorage.getItem("place");
  sessionStorage.removeItem("place");
  if (place) {
    location.hash = place;
  }
}

/**
 * Calls `warn` with the seconds left when the session is about to end, and whether using the
 * application would prolong it; logs in again when it has ended. Other tabs may prolong it too, so
 * that it is asked again each time.
 */
export async function watch(warn, ahead = 120) {
  const session = await whoIsThere().catch(() => undefined);
  if (session === undefined) {
    setTimeout(() => watch(warn, ahead), 30000); // not now
    return;
  }
  if (!session) {
    return logIn();
  }
  const left = Math.min(session.idleTimeoutIn, session.absoluteTimeoutIn);
  if (left <= ahead) {
    warn(left, session.absoluteTimeoutIn > ahead);
  }
  const next = left <= ahead ? left + 1 : left - ahead;
  setTimeout(() => watch(warn, ahead), 1000 * Math.min(next, 86400)); // timers know 24 days at most
}
