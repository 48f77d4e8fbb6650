package dev.holdfast.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/**
 * Who sends requests, as far as an address tells: of IPv6 the network alone, since one customer has
 * all of it.
 */
record ClientAddress(String text) {
  private static final int NETWORK_BYTES = 8;
  private static final int LONGEST = 64;

  /** Reads what a container says; anything else counts as an address of its own. */
  static ClientAddress of(String remote) {
    String text = remote.length() > LONGEST ? remote.substring(0, LONGEST) : remote;
    if (text.indexOf(':') < 0) {
      return new ClientAddress(text);
    }
    String bare = text.replaceAll("^\\[|[\\]%].*$", "");
    try {
      InetAddress address = InetAddress.getByName("[" + bare + "]"); // a literal: nobody is asked
      return new ClientAddress(
          address instanceof Inet6Address
              ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
              : address.getHostAddress());
    } catch (UnknownHostException e) {
      return new ClientAddress(text); // no literal
    }
  }
}
