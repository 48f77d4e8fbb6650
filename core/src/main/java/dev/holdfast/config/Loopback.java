package dev.holdfast.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts are this machine: {@code localhost}, {@code [::1]} and 127.0.0.0/8, the ones that a
 * browser trusts over plain http (W3C Secure Contexts §3.1). Names are not looked up.
 */
public final class Loopback {
  private static final Pattern ADDRESS = Pattern.compile("127(\\.[0-9]{1,3}){3}");

  private Loopback() {}

  /** Whether it is one of them, as a URI writes it; null is none. */
  public static boolean isHost(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.equals("[::1]") || ADDRESS.matcher(name).matches();
  }
}
