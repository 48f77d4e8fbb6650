package dev.holdfast.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One HTTP request to the provider. A status of 0 says that there was no answer. */
@Name("dev.holdfast.ProviderCall")
@Label("Provider call")
@Description("One HTTP request to the provider")
@Category("Holdfast")
@StackTrace(false)
public final class ProviderCallEvent extends Event {
  @Label("Client")
  public String registration = "";

  @Label("Endpoint")
  public String endpoint = "";

  @Label("Status")
  public int status = 0;

  @Label("Repeated because of")
  public String repeat = "";
}
