package dev.holdfast.testkit;

import java.net.URI;
import java.util.function.UnaryOperator;

/** A fault of one endpoint. Those that say "instead" leave the request without effect. */
public final class FaultAt {

  private final Faults faults;
  private final boolean once;
  private final Endpoint endpoint;

  FaultAt(Faults faults, boolean once, Endpoint endpoint) {
    this.faults = faults;
    this.once = once;
    this.endpoint = endpoint;
  }

  /** This status and no body, instead. */
  public void status(int status) {
    instead(reply -> reply.status(status));
  }

  /** An OAuth error, instead. */
  public void error(int status, String code) {
    instead(reply -> Reply.error(status, code, "on command"));
  }

  /** A 200 with a web page, instead. */
  public void html() {
    instead(reply -> Reply.text(200, "text/html", "<!doctype html><title>Sorry</title>"));
  }

  /** A redirect, instead. */
  public void redirectTo(URI location) {
    instead(reply -> Reply.redirect(location.toString()).status(307));
  }

  /** A 401 with this {@code WWW-Authenticate}, instead. */
  public void challenge(String value) {
    instead(reply -> reply.status(401).header("WWW-Authenticate", value));
  }

  /** Closes the connection instead. */
  public void dropConnection() {
    instead(reply -> reply.delivered(Reply.Delivery.DROPPED));
  }

  /** Does the work, then closes the connection without an answer. */
  public void loseAnswer() {
    change(reply -> reply.delivered(Reply.Delivery.DROPPED));
  }

  /** Does the work, answers the head, and then blanks without end. */
  public void dripBody() {
    change(reply -> reply.delivered(Reply.Delivery.DRIPPING));
  }

  /** Sets one JSON member. */
  public void with(String member, Object value) {
    change(reply -> reply.with(member, value));
  }

  /** Leaves one JSON member out. */
  public void omit(String member) {
    change(reply -> reply.without(member));
  }

  /** Sets one header. */
  public void header(String name, String value) {
    change(reply -> reply.header(name, value));
  }

  /** Changes the answer after the work was done. */
  public void change(UnaryOperator<Reply> change) {
    faults.add(new Faults.Rule(endpoint, Faults.Stage.AFTER, change), once);
  }

  /** Answers instead of doing the work; what is passed in is an empty 200. */
  public void instead(UnaryOperator<Reply> answer) {
    faults.add(new Faults.Rule(endpoint, Faults.Stage.INSTEAD, answer), once);
  }
}
