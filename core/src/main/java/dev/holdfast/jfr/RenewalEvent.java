package dev.holdfast.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A renewal of tokens. The session goes by the name that logs use; the outcome is {@code renewed}
 * or an error code.
 */
@Name("dev.holdfast.Renewal")
@Label("Renewal")
@Description("A renewal of a session's tokens, with the wait for other nodes")
@Category("Holdfast")
@StackTrace(false)
public final class RenewalEvent extends Event {
  @Label("Client")
  public String registration = "";

  @Label("Session")
  public String session = "";

  @Label("Outcome")
  public String outcome = "";
}
