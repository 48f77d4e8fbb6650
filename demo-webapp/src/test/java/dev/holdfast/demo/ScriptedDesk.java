package dev.holdfast.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A page that does with the handbook's script what the handbook says it is for. */
final class ScriptedDesk extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String PAGE =
      """
      <!doctype html><title>Desk</title><link rel="icon" href="data:,">
      <h1>The desk of %s</h1>
      <p><output id="who">not asked</output></p>
      <p><output id="warned">no warning</output></p>
      <button id="order">Order</button>
      <button id="order-as-others-do">Order without a token</button>
      <p><output id="answer">no answer</output></p>
      <script type="module" src="/desk.js"></script>
      """;

  /**
   * It is warned early, so that nobody has to wait: as soon as a second of the 30 minutes is over.
   */
  private static final String SCRIPT =
      """
      import { backInPlace, post, watch, whoIsThere } from "/session.js";

      const show = (id, text) => (document.getElementById(id).textContent = text);
      const json = { "Content-Type": "application/json" };
      const answered = async (answer) =>
        show("answer", "answer " + answer.status + " " + (await answer.text()));
      document.getElementById("order").onclick = async () =>
        answered(await post("/orders", { item: "lantern" }));
      document.getElementById("order-as-others-do").onclick = async () =>
        answered(await fetch("/orders", { method: "POST", headers: json, body: "{}" }));
      backInPlace();
      if (location.search === "?watched") {
        const words = (helps) => (helps ? "unless used" : "used or not");
        watch((left, helps) => show("warned", left + " s left, " + words(helps)), 1799);
      }
      show("who", "asked: " + (await whoIsThere()).sub);
      """;

  final AtomicInteger orders = new AtomicInteger();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals("/desk.js")) {
      response.setContentType("text/javascript");
      response.getWriter().write(SCRIPT);
      return;
    }
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().write(PAGE.formatted(request.getRemoteUser()));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    orders.incrementAndGet();
    response.setContentType("text/plain");
    response.getWriter().write("ordered " + request.getReader().readLine());
  }
}
