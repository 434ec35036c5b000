// The editor's 'Reference' button: opens the chooser and puts a source mark behind the cursor.
(() => {
  const { React, draftail } = window;

  class ReferenceSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.referenceChooser,
        urlParams: {},
        onload: window.MODAL_WORKFLOW_ONLOAD_HANDLERS || window.GENERIC_CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData(data) {
      return { id: data.id, string: data.string };
    }
  }

  const Reference = (props) => {
    const data = props.contentState.getEntity(props.entityKey).getData();
    return React.createElement(
      draftail.TooltipEntity,
      { ...props, icon: "openquote", label: data.string || "", url: "" },
      props.children,
    );
  };

  draftail.registerPlugin(
    { type: "REFERENCE", source: ReferenceSource, decorator: Reference },
    "entityTypes",
  );
})();
