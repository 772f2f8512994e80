/* Built to a file of its own, which the page's HTML loads before all others. */
import "../app/set-colours";
import "./live/ask-early";
