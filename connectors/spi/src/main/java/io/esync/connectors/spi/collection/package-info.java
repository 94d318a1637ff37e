/**
 * Reads collections of JSON objects that an API of HTTP hands out in pages, again and again: {@link
 * io.esync.connectors.spi.collection.ApiCollection} says which, a {@link
 * io.esync.connectors.spi.collection.CollectionPoller} asks for a page, or whether any has changed,
 * and tells what is news on it. Its {@link io.esync.connectors.spi.collection.CollectionPosition}
 * is what a checkpoint holds.
 *
 * <p>A reading is a <em>pass</em>: of what has changed by the cursor, or of all. One that reads all
 * finds what is gone. Where pages are numbered, what goes away in the meantime lets another record
 * pass by unseen between two pages: there a record is gone once two passes in a row missed it,
 * unless all fitted into one page.
 */
package io.esync.connectors.spi.collection;
