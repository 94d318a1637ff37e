package io.esync.connectors.spi.rows;

import io.esync.connectors.spi.rows.KeyBlock.Entry;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.ValueCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Knows which rows were given out, and pages through all that there are to compare: what a complete
 * scan no longer finds is gone. Plain; one thread.
 *
 * @param <P> a place in the scan
 */
public final class RowTracker<P> {
  private final String table;
  private final int most;
  private final KnownRows known;
  private final RowSchema savedKey;

  private boolean scanning;
  private boolean sweeping;
  private P at;

  /**
   * @param table what people call the rows, e.g. {@code table 'customers'}
   * @param saved null where nothing was
   * @param most how many rows there may be
   */
  public RowTracker(String table, Tracked saved, int most) {
    this.table = table;
    this.most = most;
    this.known = new KnownRows(saved == null ? List.of() : saved.rows(), most);
    this.savedKey = saved == null ? null : saved.key();
  }

  /** A row that is gone, and the number that it had. */
  public record Gone(Row key, long number) {}

  /**
   * Makes sure that the saved rows can be compared.
   *
   * @throws IOException if they were of another key
   */
  public void requireSameKey(RowSchema key) throws IOException {
    if (savedKey != null && !savedKey.equals(key)) {
      throw new IOException(
          "the key of %s is %s now, but %s in the saved state; start the source anew under another id"
              .formatted(table, key, savedKey));
    }
  }

  /** Whether a scan is under way. */
  public boolean isScanning() {
    return scanning;
  }

  /** Whether a scan has ended, and {@link #sweep} is to be asked. */
  public boolean isSweeping() {
    return sweeping;
  }

  /** A complete scan begins; what one saw that did not come to its end counts for nothing. */
  public void begin() {
    scanning = true;
    at = null;
    known.beginScan();
  }

  /** Where the scan's next page begins; null for the beginning. */
  public P next() {
    return at;
  }

  /** The scan has come to this place, all that lies before it is {@link #isKnown}. */
  public void reached(P place, boolean end) {
    at = place;
    if (end) {
      end(true);
    }
  }

  /**
   * The scan has come to its end.
   *
   * @param certain whether it cannot have passed a row over that is there. Else a row is gone once
   *     two scans in a row missed it; after a restart these begin anew
   */
  public void end(boolean certain) {
    known.endScan(certain);
    scanning = false;
    sweeping = true;
  }

  /** Whether the last scan missed rows of which the next one decides. */
  public boolean isInDoubt() {
    return known.isInDoubt();
  }

  /** The scan is over, and decides nothing. */
  public void abandon() {
    scanning = false;
  }

  /** Whether a row of this key is known; the scan under way has then seen it. */
  public boolean isKnown(Row key) {
    return known.see(packed(key));
  }

  /** Whether a row of this key and number is known; the scan under way has then seen it. */
  public boolean isKnown(Row key, long number) {
    return known.see(packed(key), number);
  }

  /**
   * The row is given out.
   *
   * @param number to be known by: of its version or its content
   * @throws IOException if there are more rows than there may be
   */
  public void note(Row key, long number) throws IOException {
    try {
      known.note(packed(key), number);
    } catch (KnownRows.TooMany e) {
      throw new IOException(
          ("%s has more than %d rows, whose keys the job's state holds to find deletes;"
                  + " raise 'tracked_rows' (a million keys take 10 to 30 MB in each checkpoint), or"
                  + " give it a cursor and do without 'deletes'")
              .formatted(table, most),
          e);
    }
  }

  /** Some of the rows that are gone; none once all were told, which ends the scan. */
  public List<Gone> sweep(RowSchema key) {
    List<Gone> gone = new ArrayList<>();
    for (Entry entry : known.sweep()) {
      gone.add(new Gone(unpacked(key, entry.key()), entry.number()));
    }
    sweeping = !gone.isEmpty();
    return gone;
  }

  /** What is to be saved with the position. */
  public Tracked saved(Instant time, RowSchema key) {
    return new Tracked(time, key, known.saved());
  }

  /** A key in its binary form, the same for equal keys. */
  private static byte[] packed(Row key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ValueCodec.writeRow(key, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes all bytes", e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #packed} wrote for a key of {@code schema}. */
  private static Row unpacked(RowSchema schema, byte[] key) {
    try {
      return ValueCodec.readRow(schema, new DataInputStream(new ByteArrayInputStream(key)));
    } catch (IOException e) {
      throw new UncheckedIOException("a saved key is cut off", e);
    }
  }
}
