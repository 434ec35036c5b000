// The editor's 'Reference' button: opens the list of sources and puts a mark behind the cursor.
(() => {
  const { React, DraftJS, draftail } = window;
  const { Icon } = window.wagtail.components;
  const MARK = '[source]';

  class ReferenceSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.referenceChooser,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData(data) {
      return { id: data.id, string: data.title };
    }

    // Wagtail's own way would replace the selected words, or make them the mark. A mark stands
    // behind the words it supports, and choosing again for a mark only changes its source.
    onChosen(chosen) {
      const { editorState, entityKey, entityType, onComplete } = this.props;
      const content = editorState.getCurrentContent();
      const data = this.filterEntityData(chosen);
      let next;
      if (entityKey) {
        next = DraftJS.EditorState.push(
          editorState,
          content.replaceEntityData(entityKey, data),
          'apply-entity',
        );
      } else {
        const selection = editorState.getSelection();
        const end = selection.merge({
          anchorKey: selection.getEndKey(),
          anchorOffset: selection.getEndOffset(),
          focusKey: selection.getEndKey(),
          focusOffset: selection.getEndOffset(),
          isBackward: false,
        });
        // Immutable: it goes as a whole when one of its letters is deleted, and what is typed
        // behind it is not part of it.
        const marked = content.createEntity(entityType.type, 'IMMUTABLE', data);
        next = DraftJS.EditorState.push(
          editorState,
          DraftJS.Modifier.insertText(marked, end, MARK, null, marked.getLastCreatedEntityKey()),
          'insert-characters',
        );
      }
      // When the window has closed, not before: it gives the focus away as its last act, and what somebody types
      // next would go nowhere. The cursor is put behind the mark by force, for the text had lost it.
      const placed = DraftJS.EditorState.forceSelection(next, next.getSelection());
      this.workflow.container.one('hidden.bs.modal', () => setTimeout(() => onComplete(placed), 0));
      this.workflow.close();
    }
  }

  const Reference = (props) => {
    const { string } = props.contentState.getEntity(props.entityKey).getData();
    const entity = React.createElement(
      draftail.TooltipEntity,
      { ...props, icon: React.createElement(Icon, { name: 'superscript' }), label: string || '', url: '' },
      props.children,
    );
    // The style sheet shows it behind the mark: which source it is, without a click.
    const short = (string || '').split(' – ')[0];
    return React.createElement('span', { className: 'clinic-source', 'data-source': short }, entity);
  };

  draftail.registerPlugin(
    { type: 'REFERENCE', source: ReferenceSource, decorator: Reference },
    'entityTypes',
  );
})();
