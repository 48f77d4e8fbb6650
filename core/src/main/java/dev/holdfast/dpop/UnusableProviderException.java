package dev.holdfast.dpop;

/** A JCA provider is there and does not do what it is for. The message names it and says why. */
final class UnusableProviderException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 400;

  UnusableProviderException(String provider, String what, Throwable cause) {
    super(provider + " " + what + " (" + reason(cause) + ")", cause);
  }

  /** The innermost cause: what is around it speaks of reflection. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    String text = message == null ? name : name + ": " + message.replaceAll("\\p{Cntrl}", "?");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
