package dev.holdfast.config;

/**
 * Which JCA provider signs proofs: {@link #AUTO}, {@link #JDK}, or one by its name.
 *
 * @param text the setting's text
 */
public record JcaProviderName(String text) {
  /** A native provider that is on the class path and works here, else the Java platform. */
  public static final JcaProviderName AUTO = new JcaProviderName("auto");

  /** Nothing but what comes with the JDK, whatever else is there. */
  public static final JcaProviderName JDK = new JcaProviderName("jdk");

  /**
   * One provider, as {@code Provider.getName} spells it, and no other.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public JcaProviderName {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a provider without a name");
    }
  }
}
