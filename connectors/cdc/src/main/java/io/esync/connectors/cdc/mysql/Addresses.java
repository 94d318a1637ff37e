package io.esync.connectors.cdc.mysql;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Writes MariaDB's addresses as the server does. */
final class Addresses {
  private static final int V4 = 4;
  private static final int V6 = 16;
  private static final int GROUPS = 8;

  private Addresses() {}

  static String text(String base, byte[] raw) {
    return base.equals("inet4") ? v4(Arrays.copyOf(raw, V4)) : v6(Arrays.copyOf(raw, V6));
  }

  private static String v4(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The longest run of zero groups, the first of equal ones, becomes {@code ::}. */
  private static String v6(byte[] bytes) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = ((bytes[2 * i] & 0xFF) << Byte.SIZE) | (bytes[2 * i + 1] & 0xFF);
    }
    int from = -1;
    int longest = 1;
    for (int i = 0; i < GROUPS; i++) {
      int run = 0;
      while (i + run < GROUPS && groups[i + run] == 0) {
        run++;
      }
      if (run > longest) {
        from = i;
        longest = run;
      }
    }
    boolean v4Within = from == 0 && (longest == 6 || (longest == 5 && groups[5] == 0xFFFF));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == from) {
        text.append("::");
        i += longest - 1;
      } else if (v4Within && i == 6) {
        String within = v4(Arrays.copyOfRange(bytes, 12, V6));
        return text + (text.toString().endsWith(":") ? "" : ":") + within;
      } else {
        boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
        text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
