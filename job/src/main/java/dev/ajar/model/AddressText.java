package dev.ajar.model;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses as text; a name is never looked up. */
final class AddressText {
  private static final String IPV6 = "0123456789abcdefABCDEF:.";

  private AddressText() {}

  /** 4 or 16 bytes, big-endian; null for text that is no address. */
  static byte[] bytes(String text) {
    return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
  }

  private static byte[] ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      String part = parts[i];
      if (part.isEmpty()
          || part.length() > 3
          || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return null;
      }
      int number = Integer.parseInt(part);
      if (number > 255) {
        return null;
      }
      bytes[i] = (byte) number;
    }
    return bytes;
  }

  private static byte[] ipv6(String text) {
    if (!text.chars().allMatch(letter -> IPV6.indexOf(letter) >= 0)) {
      return null;
    }
    try {
      // With a colon in it the JDK reads an address or throws; it asks no name server.
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
