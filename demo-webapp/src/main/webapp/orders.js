"use strict";

// docs: begin call
/** Calls an API by a path of this application, whose server adds the token. */
async function callApi(path, options = {}) {
  const headers = { ...options.headers, "X-Requested-By": "orders.js" };
  let answer = await fetch(path, { ...options, headers });
  if (answer.status === 503 && (await refusal(answer)) === "resend") {
    answer = await fetch(path, { ...options, headers }); // once: the API's new nonce is known now
  }
  if (answer.status === 401 && (await refusal(answer)) === "session_required") {
    location.assign("auth/login?return_to=" + encodeURIComponent(location.pathname));
  }
  return answer;
}

/** Why this server, and not the API, answered; nothing if it was the API. */
async function refusal(answer) {
  const body = await answer.clone().json().catch(() => ({}));
  return body.error?.code;
}
// docs: end call

document.getElementById("call").addEventListener("click", async () => {
  const output = document.getElementById("answer");
  try {
    const answer = await callApi("api/orders");
    output.textContent = answer.status + " " + (await answer.text());
  } catch {
    output.textContent = "This server does not answer.";
  }
});
