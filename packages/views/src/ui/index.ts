export type { Ask } from "../answers/questions.js";
export { Views, type ViewsProps } from "./app.js";
export { askWorker, type AnswerMessage, type AskMessage } from "./ask-worker.js";
export { type OpensPlaces, PlaceOpener } from "./place.js";
export { firstRoute, type Go, readRoute, type Route, routeText } from "./route.js";
export { visibleText } from "./visible-text.js";
