/** Tables of Apache Iceberg as target. */
package io.esync.connectors.iceberg;
