package dev.holdfast.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A request to the filter, with what the application did in it. Neither path nor query is recorded.
 */
@Name("dev.holdfast.Request")
@Label("Request")
@Description(
    "A request from the filter to the end of its answer, or until it went on asynchronously")
@Category("Holdfast")
@StackTrace(false)
public final class RequestEvent extends Event {
  @Label("Client")
  public String registration = "";

  @Label("Route")
  public String route = "";

  @Label("Method")
  public String method = "";

  /** 0 if it went on asynchronously, or ended with an exception. */
  @Label("Status")
  public int status = 0;

  @Label("Goes on asynchronously")
  public boolean async;
}
