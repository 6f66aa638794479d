// Smart Forms as a page: show(questionnaire), then getResponse() and extracted().

import {
  BaseRenderer,
  RendererThemeProvider,
  buildForm,
  extractObservationBased,
  getResponse,
  useRendererQueryClient,
} from "@aehrc/smart-forms-renderer";
import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";

function Form() {
  return (
    <RendererThemeProvider>
      <QueryClientProvider client={useRendererQueryClient()}>
        <BaseRenderer />
      </QueryClientProvider>
    </RendererThemeProvider>
  );
}

window.getResponse = getResponse;

window.show = async (questionnaire) => {
  window.extracted = () => extractObservationBased(questionnaire, getResponse());
  await buildForm({ questionnaire });
  createRoot(document.getElementById("form")).render(<Form />);
};
