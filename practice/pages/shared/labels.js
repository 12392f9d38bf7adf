// The words of both pages in five languages; an English word stands in where a language has none.

const WORDS = {
  en: {
    addSubject: 'Add a subject', archive: 'Archive', bcc: 'Bcc', bold: 'Bold', bullets: 'Bulleted list', cancel: 'Cancel',
    cc: 'Cc', close: 'Save & close', compose: 'Compose', discard: 'Discard draft', drafts: 'Drafts', error: 'Error',
    forward: 'Forward', from: 'From', full: 'Full screen', inbox: 'Inbox', italic: 'Italic', link: 'Insert link',
    attach: 'Attach files', menu: 'Main menu', messageBody: 'Message Body', minimise: 'Minimise', moreOptions: 'More options',
    moreSend: 'More send options', newMail: 'New mail', newMessage: 'New Message', noRecipient: 'Please specify at least one recipient.',
    badRecipient: 'The address “{0}” was not recognised. Please make sure that it is properly formed.', ok: 'OK', plain: 'Plain text mode',
    pop: 'Pop out', recipients: 'Recipients', reply: 'Reply', replyAll: 'Reply all', restore: 'Restore', saved: 'Draft saved',
    schedule: 'Schedule send', search: 'Search mail', send: 'Send', sendArchive: 'Send + Archive', sent: 'Sent',
    sentBar: 'Message sent', starred: 'Starred', subject: 'Subject', to: 'To', toMe: 'to me', tomorrow: 'Tomorrow morning',
    afternoon: 'Tomorrow afternoon', monday: 'Monday morning', trimmed: 'Show trimmed content', underline: 'Underline',
    undo: 'Undo', undone: 'Sending undone.', wrote: 'On {0}, {1} wrote:', empty: 'Select a message to read', formatting: 'Formatting options',
    needRecipient: 'This message must have at least one recipient.', focused: 'Focused', other: 'Other', home: 'Home', view: 'View',
  },
  es: {
    addSubject: 'Agregar un asunto', archive: 'Archivar', bcc: 'Cco', bold: 'Negrita', bullets: 'Lista con viñetas', cancel: 'Cancelar',
    cc: 'Cc', close: 'Guardar y cerrar', compose: 'Redactar', discard: 'Descartar borrador', drafts: 'Borradores', error: 'Error',
    forward: 'Reenviar', from: 'De', full: 'Pantalla completa', inbox: 'Recibidos', italic: 'Cursiva', link: 'Insertar enlace',
    attach: 'Adjuntar archivos', menu: 'Menú principal', messageBody: 'Cuerpo del mensaje', minimise: 'Minimizar', moreOptions: 'Más opciones',
    moreSend: 'Más opciones de envío', newMail: 'Correo nuevo', newMessage: 'Mensaje nuevo', noRecipient: 'Especifica al menos un destinatario.',
    ok: 'Aceptar', plain: 'Modo de texto sin formato', pop: 'Abrir en una ventana', recipients: 'Destinatarios', reply: 'Responder',
    replyAll: 'Responder a todos', restore: 'Restaurar', saved: 'Borrador guardado', schedule: 'Programar envío', search: 'Buscar correo',
    send: 'Enviar', sendArchive: 'Enviar y archivar', sent: 'Enviados', sentBar: 'Mensaje enviado', starred: 'Destacados',
    subject: 'Asunto', to: 'Para', toMe: 'para mí', tomorrow: 'Mañana por la mañana', afternoon: 'Mañana por la tarde',
    monday: 'El lunes por la mañana', trimmed: 'Mostrar contenido recortado', underline: 'Subrayado', undo: 'Deshacer',
    undone: 'Envío deshecho.', wrote: '{0}, {1} escribió:', empty: 'Selecciona un mensaje', formatting: 'Opciones de formato',
    needRecipient: 'Este mensaje debe tener al menos un destinatario.', focused: 'Prioritarios', other: 'Otros', home: 'Inicio', view: 'Vista',
  },
  ar: {
    addSubject: 'إضافة موضوع', archive: 'أرشفة', bcc: 'نسخة مخفية', bold: 'غامق', cancel: 'إلغاء', cc: 'نسخة', close: 'حفظ وإغلاق',
    compose: 'إنشاء', discard: 'تجاهل المسودة', drafts: 'المسودات', forward: 'إعادة توجيه', from: 'من', full: 'ملء الشاشة',
    inbox: 'البريد الوارد', italic: 'مائل', link: 'إدراج رابط', attach: 'إرفاق ملفات', messageBody: 'نص الرسالة', minimise: 'تصغير',
    moreOptions: 'خيارات إضافية', moreSend: 'المزيد من خيارات الإرسال', newMail: 'بريد جديد', newMessage: 'رسالة جديدة',
    noRecipient: 'يُرجى تحديد مستلم واحد على الأقل.', ok: 'حسنًا', plain: 'وضع النص العادي', pop: 'فتح في نافذة', recipients: 'المستلمون',
    reply: 'رد', replyAll: 'الرد على الكل', saved: 'تم حفظ المسودة', schedule: 'جدولة الإرسال', search: 'البحث في البريد', send: 'إرسال',
    sendArchive: 'إرسال وأرشفة', sent: 'المرسلة', sentBar: 'تم إرسال الرسالة', starred: 'مميزة بنجمة', subject: 'الموضوع', to: 'إلى',
    toMe: 'إليّ', tomorrow: 'صباح الغد', afternoon: 'بعد ظهر الغد', monday: 'صباح الاثنين', trimmed: 'عرض المحتوى المختصر',
    underline: 'تسطير', undo: 'تراجع', empty: 'حدد رسالة لقراءتها', needRecipient: 'يجب أن يكون لهذه الرسالة مستلم واحد على الأقل.',
    focused: 'مهم', other: 'أخرى', home: 'الصفحة الرئيسية', view: 'عرض', formatting: 'خيارات التنسيق', menu: 'القائمة الرئيسية',
  },
  hi: {
    addSubject: 'विषय जोड़ें', archive: 'संग्रहित करें', bold: 'बोल्ड', cancel: 'रद्द करें', close: 'सेव और बंद करें', compose: 'लिखें',
    discard: 'ड्राफ़्ट खारिज करें', drafts: 'ड्राफ़्ट', forward: 'आगे भेजें', from: 'प्रेषक', full: 'पूरी स्क्रीन', inbox: 'इनबॉक्स',
    italic: 'इटैलिक', link: 'लिंक डालें', attach: 'फ़ाइलें जोड़ें', messageBody: 'संदेश का मुख्य भाग', minimise: 'छोटा करें',
    moreOptions: 'ज़्यादा विकल्प', moreSend: 'भेजने के ज़्यादा विकल्प', newMail: 'नया मेल', newMessage: 'नया संदेश',
    noRecipient: 'कृपया कम से कम एक प्राप्तकर्ता बताएं.', ok: 'ठीक है', plain: 'सादा टेक्स्ट मोड', pop: 'नई विंडो में खोलें',
    recipients: 'प्राप्तकर्ता', reply: 'जवाब दें', replyAll: 'सभी को जवाब दें', saved: 'ड्राफ़्ट सेव किया गया', schedule: 'भेजने का समय तय करें',
    search: 'मेल में खोजें', send: 'भेजें', sendArchive: 'भेजें और संग्रहित करें', sent: 'भेजे गए', sentBar: 'संदेश भेजा गया', starred: 'तारांकित',
    subject: 'विषय', to: 'प्रति', toMe: 'मुझे', tomorrow: 'कल सुबह', afternoon: 'कल दोपहर', monday: 'सोमवार सुबह',
    trimmed: 'काटी गई सामग्री दिखाएं', underline: 'अंडरलाइन', undo: 'पहले जैसा करें', empty: 'पढ़ने के लिए संदेश चुनें',
    needRecipient: 'इस संदेश में कम से कम एक प्राप्तकर्ता होना चाहिए.', focused: 'फ़ोकस्ड', other: 'अन्य', home: 'होम', view: 'व्यू',
  },
  zh: {
    addSubject: '添加主题', archive: '归档', bcc: '密送', bold: '粗体', bullets: '项目符号列表', cancel: '取消', cc: '抄送', close: '保存并关闭',
    compose: '写邮件', discard: '舍弃草稿', drafts: '草稿', forward: '转发', from: '发件人', full: '全屏', inbox: '收件箱', italic: '斜体',
    link: '插入链接', attach: '附加文件', messageBody: '邮件正文', minimise: '最小化', moreOptions: '更多选项', moreSend: '更多发送选项',
    newMail: '新邮件', newMessage: '新邮件', noRecipient: '请至少指定一位收件人。', ok: '确定', plain: '纯文本模式', pop: '弹出窗口',
    recipients: '收件人', reply: '回复', replyAll: '全部回复', saved: '草稿已保存', schedule: '定时发送', search: '搜索邮件', send: '发送',
    sendArchive: '发送并归档', sent: '已发邮件', sentBar: '邮件已发送', starred: '已加星标', subject: '主题', to: '收件人', toMe: '发送至我',
    tomorrow: '明天上午', afternoon: '明天下午', monday: '周一上午', trimmed: '显示被截断的内容', underline: '下划线', undo: '撤消',
    empty: '选择要阅读的邮件', needRecipient: '此邮件必须至少有一位收件人。', focused: '重点', other: '其他', home: '主页', view: '视图',
  },
};

const words = { ...WORDS.en, ...WORDS[document.documentElement.lang] };

/** The page's word for something, with `{0}`, `{1}` filled in. */
export function label(name, ...values) {
  return values.reduce((text, value, index) => text.replace(`{${index}}`, value), words[name]);
}
