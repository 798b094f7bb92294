/** Files of the user: read within limits, written whole or not at all, YAML with places for messages. A bottom room like task. */
package org.campanile.core.file;
