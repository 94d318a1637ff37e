package io.esync.connectors.spi.collection;

import io.esync.connectors.spi.http.Address;
import io.esync.connectors.spi.http.PagingOptions.By;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By what to ask whether a pass would find what the last one did. There is nothing to ask by while
 * one is under way: what it gave out so far need not be what the last one saw.
 */
final class PassValidators {
  /** More pages are read rather than asked for one by one whether they have changed. */
  private static final int MOST = 50;

  private final ApiCollection collection;
  private final List<Validator> found = new ArrayList<>();
  private boolean whole;

  /** Whether no page of the pass that comes next changes but with those that were found. */
  private boolean enough;

  private List<Validator> known;

  PassValidators(ApiCollection collection, List<Validator> saved) {
    this.collection = collection;
    this.known = saved;
    this.found.addAll(saved);
    this.whole = true;
  }

  /** Whether the last pass began with that page, and all its pages can be asked for. */
  boolean know(Address first) {
    return !known.isEmpty() && known.get(0).address().equals(first);
  }

  List<Validator> known() {
    return known;
  }

  /**
   * A page was read.
   *
   * @param validator that it bears
   * @param last whether the pass ends with it
   * @param size records on it
   * @param behind whether the next pass reads no further
   */
  void took(boolean first, Optional<Validator> validator, boolean last, int size, boolean behind) {
    if (first) {
      found.clear();
      whole = true;
      enough = false;
    } else if (found.isEmpty()) {
      whole = false; // it began before a restart
    }
    known = List.of();
    if (!enough) {
      whole &= validator.isPresent() && found.size() < MOST && !(last && mayGrow(size));
      validator.ifPresent(found::add);
      enough = behind;
    }
  }

  /** Whether what is added goes to a page that is not there yet, and leaves this one as it is. */
  private boolean mayGrow(int size) {
    Integer full = collection.paging().size();
    boolean growsAtFront = collection.cursor() != null && collection.cursor().isLatestFirst();
    return collection.paging().by() != By.NONE && !growsAtFront && full != null && size >= full;
  }

  /**
   * A pass is over.
   *
   * @param inDoubt whether the next one has to read all the same
   */
  void passed(boolean inDoubt) {
    known = whole && !inDoubt ? List.copyOf(found) : List.of();
  }
}
