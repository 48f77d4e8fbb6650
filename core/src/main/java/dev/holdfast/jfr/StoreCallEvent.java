package dev.holdfast.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One call to a store of sessions, or of the facts that nodes share. */
@Name("dev.holdfast.StoreCall")
@Label("Store call")
@Description("One call to a session store or coordination store")
@Category("Holdfast")
@StackTrace(false)
public final class StoreCallEvent extends Event {
  @Label("Client")
  public String registration = "";

  @Label("Back end")
  public String backEnd = "";

  @Label("Operation")
  public String operation = "";

  @Label("Outcome")
  public String outcome = "";
}
