package dev.holdfast.config;

import java.net.URI;

/** The form of what names an API in a request for tokens (RFC 8707 §2). */
public final class ResourceIndicator {
  private static final int LONGEST = 1024;

  private ResourceIndicator() {}

  /**
   * Whether it is absolute, of at most 1024 characters, and has no fragment; and, which is ours, no
   * user information.
   */
  public static boolean isOne(URI resource) {
    return resource.isAbsolute()
        && resource.getRawFragment() == null
        && resource.getRawUserInfo() == null
        && resource.toString().length() <= LONGEST;
  }
}
