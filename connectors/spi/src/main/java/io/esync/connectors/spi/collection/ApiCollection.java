package io.esync.connectors.spi.collection;

import com.fasterxml.jackson.core.JsonPointer;
import io.esync.connectors.spi.Schedule;
import io.esync.connectors.spi.http.Address;
import io.esync.connectors.spi.http.PagingOptions;
import io.esync.connectors.spi.json.RecordShape;

/**
 * A collection of objects that an API hands out in pages.
 *
 * @param address without cursor and paging
 * @param numbered whether pages are named by how much comes before them: a record that goes away
 *     lets others move to the page before
 * @param records JSON pointer to the array of records in an answer
 * @param leftOut JSON pointer; what has something there is no record of the collection. Null where
 *     there is no such thing
 * @param cursor null where all is read each time
 * @param deletes when all is read though there is a cursor; null for never
 * @param most records whose keys may be kept
 */
public record ApiCollection(
    Address address,
    PagingOptions paging,
    boolean numbered,
    String records,
    JsonPointer leftOut,
    RecordShape shape,
    CursorOptions cursor,
    Schedule deletes,
    int most) {

  /** Whether records that are gone are found out. */
  public boolean findsDeletes() {
    return cursor == null || deletes != null;
  }
}
