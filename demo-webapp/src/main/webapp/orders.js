"use strict";

// docs: begin call
/** Where the application begins; this script lies there. */
const root = new URL(".", document.currentScript.src).pathname;

/** Calls an API by a path of this application, whose server adds the token. */
async function callApi(path, options = {}) {
  const headers = { ...options.headers, "X-Requested-By": "orders.js" };
  let answer = await fetch(root + path, { ...options, headers });
  if ((await refusal(answer)).code === "resend") {
    answer = await fetch(root + path, { ...options, headers }); // once: the API's new nonce is known now
  }
  const { code, location: proof } = await refusal(answer);
  const here = "return_to=" + encodeURIComponent(location.pathname + location.search);
  if (code === "session_required") {
    location.assign(root + "auth/login?" + here);
  } else if (code === "step_up_required") {
    location.assign(proof + "&" + here); // the API wants a stronger or more recent login
  }
  return answer;
}

/** Why this server, and not the API, answered; empty if it was the API. */
async function refusal(answer) {
  const body = answer.ok ? {} : await answer.clone().json().catch(() => ({}));
  return body.error ?? {};
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
